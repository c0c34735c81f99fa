/// A requested call from its request to its conclusion.
package io.leadflip.calls.call;
