/// The facts that services tell each other over streams.
package io.leadflip.contracts.event;
