package io.leadflip.platform.limit;

import java.time.Duration;

/// The answer of a limit.
public sealed interface Taken {
    /// It may happen now; the token is spent.
    record Granted() implements Taken {}

    /// Not now; no token is spent.
    ///
    /// @param delay the earliest that a token can be there; others may be faster
    record Later(Duration delay) implements Taken {}
}
