/// Twilio's text messages, and the webhooks it sends.
package io.leadflip.notifier.twilio;
