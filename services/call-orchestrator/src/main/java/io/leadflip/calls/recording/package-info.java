/// Recording of calls, only with the consumer's consent: asked for beforehand, asked for again in
/// the call, and deleted after a while or when they want it.
package io.leadflip.calls.recording;
