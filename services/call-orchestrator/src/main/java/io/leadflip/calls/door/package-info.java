/// What other services may ask of this one, on the internal port.
package io.leadflip.calls.door;
