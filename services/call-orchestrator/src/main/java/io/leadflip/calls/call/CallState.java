package io.leadflip.calls.call;

import io.leadflip.contracts.value.CallStatus;

/// Where a call stands; each state has only the moves it may make. The last four are final.
///
/// ```
/// Requested ─▶ Scheduled ⇄ Attempting ─▶ Unknown
///      │          ├────────────┴─▶ Concluded
///      └──────────┴────────────┴─▶ Denied │ Cancelled
/// ```
public sealed interface CallState {
    CallStatus status();

    record Requested() implements CallState {
        @Override
        public CallStatus status() {
            return CallStatus.REQUESTED;
        }

        public Scheduled scheduled() {
            return new Scheduled();
        }

        public Denied denied() {
            return new Denied();
        }

        public Cancelled cancelled() {
            return new Cancelled();
        }
    }

    record Scheduled() implements CallState {
        @Override
        public CallStatus status() {
            return CallStatus.SCHEDULED;
        }

        public Attempting attempting() {
            return new Attempting();
        }

        /// The gate said later.
        public Scheduled deferred() {
            return this;
        }

        /// It was dialled before, and is not to be dialled again.
        public Concluded concluded() {
            return new Concluded();
        }

        public Denied denied() {
            return new Denied();
        }

        public Cancelled cancelled() {
            return new Cancelled();
        }
    }

    record Attempting() implements CallState {
        @Override
        public CallStatus status() {
            return CallStatus.ATTEMPTING;
        }

        /// Another attempt is to follow.
        public Scheduled again() {
            return new Scheduled();
        }

        public Concluded concluded() {
            return new Concluded();
        }

        public Unknown inDoubt() {
            return new Unknown();
        }

        /// Stopped before anybody answered.
        public Cancelled cancelled() {
            return new Cancelled();
        }
    }

    record Concluded() implements CallState {
        @Override
        public CallStatus status() {
            return CallStatus.CONCLUDED;
        }
    }

    record Denied() implements CallState {
        @Override
        public CallStatus status() {
            return CallStatus.DENIED;
        }
    }

    record Cancelled() implements CallState {
        @Override
        public CallStatus status() {
            return CallStatus.CANCELLED;
        }
    }

    record Unknown() implements CallState {
        @Override
        public CallStatus status() {
            return CallStatus.UNKNOWN;
        }
    }

    static CallState of(CallStatus status) {
        return switch (status) {
            case REQUESTED -> new Requested();
            case SCHEDULED -> new Scheduled();
            case ATTEMPTING -> new Attempting();
            case CONCLUDED -> new Concluded();
            case DENIED -> new Denied();
            case CANCELLED -> new Cancelled();
            case UNKNOWN -> new Unknown();
        };
    }
}
