package io.leadflip.calls.dialing;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The telephony provider.
public interface Telephony {
    /// Names our account; calls are rationed per account.
    String account();

    /// Places a call. Never fails: what is not known is said to be not known.
    Uni<Placing> place(DialOrder order);

    /// Calls to a number from ours that were created at or after `since`.
    Uni<List<ProviderCall>> placedTo(String to, Instant since);

    /// Empty when the provider knows no such call.
    Uni<Optional<ProviderCall>> find(String sid);

    /// Ends a call; one that is over already is ended too.
    Uni<Void> hangUp(String sid);

    /// What came of asking for a call.
    sealed interface Placing {
        record Placed(String sid) implements Placing {}

        /// Definitely not dialled, and asking again will not help.
        ///
        /// @param code the provider's error code
        /// @param hopeless the number itself is the reason
        record Refused(int code, boolean hopeless) implements Placing {}

        /// Definitely not dialled: the person told the provider to be left alone.
        record OptedOut() implements Placing {}

        /// Definitely not dialled; asking again later may help.
        record NotNow() implements Placing {}

        /// Definitely not dialled: our account was refused, and is for every other call.
        record Barred() implements Placing {}

        /// Nobody knows whether the phone will ring.
        record InDoubt() implements Placing {}
    }

    /// @param seconds of conversation; 0 when none
    record ProviderCall(String sid, ProviderStatus status, int seconds) {}
}
