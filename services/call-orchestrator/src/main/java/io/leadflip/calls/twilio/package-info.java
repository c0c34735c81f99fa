/// Twilio: its REST API, its webhooks and their signature, its instruction documents.
package io.leadflip.calls.twilio;
