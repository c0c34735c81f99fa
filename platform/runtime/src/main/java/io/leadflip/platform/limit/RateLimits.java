package io.leadflip.platform.limit;

import io.smallrye.mutiny.Uni;

/// Counts what happens by key over all instances.
public interface RateLimits {
    /// Takes a token, or says how long until there may be one. Never fails: the limit says what
    /// holds when nobody can be asked.
    ///
    /// @param key no personal data in clear: it stands in the store as it is
    Uni<Taken> take(RateLimit limit, String key);
}
