package io.leadflip.media.live;

import io.leadflip.contracts.event.MediaFact;

/// Tells other services what happened in a call. What is told here is not forgotten while this
/// process lives, within a bound.
public interface Facts {
    /// @param traceparent of the call; null when it is not traced
    void tell(MediaFact fact, String traceparent);
}
