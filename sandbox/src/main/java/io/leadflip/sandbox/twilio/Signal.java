package io.leadflip.sandbox.twilio;

/// What cuts a wait of a running call short, or says that nothing did.
sealed interface Signal {
    /// The wait is simply over.
    record Elapsed() implements Signal {}

    /// The longest call allowed is over.
    record TimeUp() implements Signal {}

    /// The REST API ends the call.
    record HangUp() implements Signal {}

    /// The person at the far end has hung up.
    record CalleeLeft() implements Signal {}

    /// The REST API replaces the document being played.
    record Redirect(Source source) implements Signal {}

    /// The person on the leg of a `<Dial>` has hung up.
    record LegLeft(DialLeg leg) implements Signal {}

    /// A media stream is over.
    record StreamOver(MediaStream stream, StreamEnd end) implements Signal {}

    /// The callee has heard all of it.
    record Played(Playout playout) implements Signal {}
}
