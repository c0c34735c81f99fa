/// The internal doors between services: what is asked and what is answered, on a port of their own.
package io.leadflip.contracts.door;
