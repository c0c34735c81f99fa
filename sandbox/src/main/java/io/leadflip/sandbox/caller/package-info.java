/// The people behind the phone numbers: who answers, what they say, when they interrupt and when
/// they hang up. Everything here is plain Java driven frame by frame, so a call can be replayed at
/// any speed.
package io.leadflip.sandbox.caller;
