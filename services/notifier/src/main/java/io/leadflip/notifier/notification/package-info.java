/// The ledger of messages: what is to be told to whom, and what became of it.
package io.leadflip.notifier.notification;
