/// What messages say: pure texts built from facts.
package io.leadflip.notifier.message;
