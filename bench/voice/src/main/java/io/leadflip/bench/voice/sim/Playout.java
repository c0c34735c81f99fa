package io.leadflip.bench.voice.sim;

import java.util.ArrayDeque;

/// What a carrier does with audio it is given: plays it in order at 8 bytes a millisecond, after
/// the jitter buffer has filled when there was silence before.
public final class Playout {
    private static final long NANOS_PER_BYTE = 125_000;

    /// @param response whose audio it is; negative for the platform's own
    private record Piece(int response, long startsAt, int bytes) {}

    private final long jitterNanos;
    private final ArrayDeque<Piece> pieces = new ArrayDeque<>();
    private long end;
    private int last = -2;

    public Playout(long jitterNanos) {
        this.jitterNanos = jitterNanos;
    }

    /// @return nanoseconds of silence within the response, because this came too late
    public long add(int response, int bytes, long now) {
        long silence = 0;
        if (end <= now) {
            silence = end != 0 && response >= 0 && response == last ? now - end : 0;
            end = now + jitterNanos;
        }
        last = response;
        pieces.addLast(new Piece(response, end, bytes));
        end += bytes * NANOS_PER_BYTE;
        while (pieces.size() > 512) {
            pieces.removeFirst();
        }
        return silence;
    }

    /// When everything so far will have been played.
    public long end() {
        return end;
    }

    public boolean playing(int response, long now) {
        return end > now && !pieces.isEmpty() && pieces.peekLast().response == response;
    }

    /// Milliseconds of a response that have been played.
    public double playedMs(int response, long now) {
        long nanos = 0;
        for (Piece piece : pieces) {
            if (piece.response == response) {
                nanos += Math.clamp(now - piece.startsAt, 0, piece.bytes * NANOS_PER_BYTE);
            }
        }
        return nanos / 1e6;
    }

    /// What is not played yet is thrown away.
    public void clear(long now) {
        pieces.clear();
        end = Math.min(end, now);
        last = -2;
    }
}
