/// A relay on websockets-next, for comparison.
package io.leadflip.bench.next;
