/// Twilio Media Streams: its handshake and its messages.
package io.leadflip.media.twilio;
