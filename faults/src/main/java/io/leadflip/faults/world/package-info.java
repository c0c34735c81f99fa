/// Everything a run owns: stores, sandbox, services as processes of its own, and the network
/// between them.
package io.leadflip.faults.world;
