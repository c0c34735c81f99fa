/// Tells businesses and consumers what happened, once each, by the channel they want.
package io.leadflip.notifier;
