package io.leadflip.calls.dialing;

/// Where one dial attempt stands. `Ended` and `Unknown` are final; a redial is a new attempt, and
/// never follows `Unknown`.
///
/// ```
/// Dispatching ─▶ Dialing ─▶ Ringing ─▶ InProgress ─▶ Ended
///      │
///      └─▶ Unknown (what became of the dialling is never learned)
/// ```
///
/// A report may skip any of the states to the right, and an attempt that is refused ends at once.
public sealed interface AttemptState {
    /// The intent is committed; whether the provider dialled is not known yet.
    record Dispatching() implements AttemptState {}

    record Dialing() implements AttemptState {}

    record Ringing() implements AttemptState {}

    record InProgress() implements AttemptState {}

    record Ended() implements AttemptState {}

    record Unknown() implements AttemptState {}

    enum Name {
        DISPATCHING,
        DIALING,
        RINGING,
        IN_PROGRESS,
        ENDED,
        UNKNOWN
    }

    default Name name() {
        return switch (this) {
            case Dispatching state -> Name.DISPATCHING;
            case Dialing state -> Name.DIALING;
            case Ringing state -> Name.RINGING;
            case InProgress state -> Name.IN_PROGRESS;
            case Ended state -> Name.ENDED;
            case Unknown state -> Name.UNKNOWN;
        };
    }

    static AttemptState of(Name name) {
        return switch (name) {
            case DISPATCHING -> new Dispatching();
            case DIALING -> new Dialing();
            case RINGING -> new Ringing();
            case IN_PROGRESS -> new InProgress();
            case ENDED -> new Ended();
            case UNKNOWN -> new Unknown();
        };
    }

    default boolean over() {
        return this instanceof Ended || this instanceof Unknown;
    }

    /// Where a report of the provider leads. Reports come late, twice and out of order, so nothing
    /// moves backwards and what is over stays over.
    default AttemptState after(ProviderStatus report) {
        if (over()) {
            return this;
        }
        AttemptState reported =
                switch (report) {
                    case QUEUED, INITIATED -> new Dialing();
                    case RINGING -> new Ringing();
                    case IN_PROGRESS -> new InProgress();
                    case COMPLETED, BUSY, NO_ANSWER, FAILED, CANCELED -> new Ended();
                };
        return reported.name().compareTo(name()) > 0 ? reported : this;
    }
}
