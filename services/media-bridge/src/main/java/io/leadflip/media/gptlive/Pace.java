package io.leadflip.media.gptlive;

/// Keeps a stream that comes at the pace of speech from falling behind: what the phone has not
/// played yet stays below a bound, whatever the network does.
///
/// After a stall everything comes at once. A queue of it would be heard late for the rest of the
/// call, because what follows comes no faster than it is played; so pauses are left out first, and
/// what is still too far ahead is dropped.
final class Pace {
    private final long aheadMs;
    private final long mostAheadMs;
    private long playedAt;

    Pace(long aheadMs, long mostAheadMs) {
        this.aheadMs = aheadMs;
        this.mostAheadMs = mostAheadMs;
    }

    /// Whether this piece is to be played.
    boolean admits(long ms, boolean voiced, long nowMs) {
        long ahead = Math.max(0, playedAt - nowMs);
        if (ahead + ms > mostAheadMs && ahead > 0 || !voiced && ahead > aheadMs) {
            return false;
        }
        playedAt = nowMs + ahead + ms;
        return true;
    }
}
