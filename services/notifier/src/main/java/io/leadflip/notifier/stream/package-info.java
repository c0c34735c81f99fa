/// What the notifier hears from the other services.
package io.leadflip.notifier.stream;
