/// Placing a call at most once, and following it to its end.
package io.leadflip.calls.dialing;
