package io.leadflip.platform.stream;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/// One reader's view of the streams for its group, on one connection. Every call may throw; the
/// reader is then worth nothing any more and is to be closed.
///
/// A group has one reader a stream at a time and all go by the same name. What the last one left
/// unacknowledged is therefore simply [pending][#pending] for the next.
public interface GroupReader extends AutoCloseable {
    /// Fails where the streams could not be read or acknowledged: for want of a right, or because
    /// one of them is something else. Reads nothing and changes nothing.
    void tryOut(Collection<String> streams);

    /// Whether the group exists on the stream.
    boolean hasGroup(String stream);

    /// Makes the group on the stream, from its first entry on, unless it exists.
    void join(String stream);

    /// What was given out and not acknowledged, oldest first. Giving it again counts as one more
    /// delivery.
    ///
    /// @param max entries at most
    StreamBatch pending(String stream, int max);

    /// What nobody of the group was given yet, in each stream's order.
    ///
    /// @param max entries at most per stream
    /// @param wait how long to wait for the first
    List<StreamBatch> news(Collection<String> streams, int max, Duration wait);

    /// Takes entries off the pending list. Does not wait for the answer: when it is no, the next
    /// call fails. What is not acknowledged after all comes again and is recognised.
    void acknowledge(String stream, List<String> ids);

    @Override
    void close();
}
