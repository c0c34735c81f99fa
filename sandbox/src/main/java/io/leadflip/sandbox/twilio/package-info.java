/// Twilio as LeadFlip meets it: REST for calls and messages, signed webhooks, TwiML, Media Streams.
/// Facts follow Twilio's public documentation; what a real account would bill or restrict is left
/// out.
package io.leadflip.sandbox.twilio;
