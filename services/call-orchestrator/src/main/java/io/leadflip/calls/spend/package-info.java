/// What calls may cost and what they did cost.
package io.leadflip.calls.spend;
