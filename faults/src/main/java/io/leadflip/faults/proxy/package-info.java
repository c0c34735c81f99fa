/// A TCP proxy that can misbehave like a network: between two processes that believe they talk to
/// each other.
package io.leadflip.faults.proxy;
