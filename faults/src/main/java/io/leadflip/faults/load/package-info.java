/// The people of a run: consumers who keep coming at a fixed pace whatever happens, and businesses
/// that answer them.
package io.leadflip.faults.load;
