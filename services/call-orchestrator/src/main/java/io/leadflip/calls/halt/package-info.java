/// Orders of operators that nobody is dialled: for everybody, for a business, for a purpose.
package io.leadflip.calls.halt;
