/// Looks at a run from outside: what is still on its way, and how long it takes to arrive.
package io.leadflip.faults.check;
