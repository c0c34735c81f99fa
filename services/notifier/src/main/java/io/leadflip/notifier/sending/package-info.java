/// How a message goes out: permit, intent, provider at most once, result.
package io.leadflip.notifier.sending;
