/// The life of one call on the bridge: what happens, what is decided, what is to be done. Plain
/// Java without threads, sockets or clock.
package io.leadflip.media.bridge;
