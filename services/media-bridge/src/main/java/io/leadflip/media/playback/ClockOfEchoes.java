package io.leadflip.media.playback;

import static io.leadflip.media.playback.PlaybackLedger.BYTES_PER_MS;

import java.util.Arrays;

/// Where in the audio the phone is, by the clock and the marks it echoed.
///
/// As long as playing goes on, position and time differ by a constant. Each echo tells it too low,
/// by as much as the echo was late; the highest that the last four tell is nearest. An echo that is
/// later than echoes are tells of a phone that stood still, and is believed.
///
/// Between the first byte sent and the first byte played lies what the phone buffers: it is learned
/// from the first echo each time playing begins, and reckoned with the next time.
final class ClockOfEchoes {
    private static final int REMEMBERED = 4;
    private static final int LATEST_MS = 40;
    private static final int LONGEST_BUFFER_MS = 500;

    private final long[] leads = new long[REMEMBERED];
    private int echoes;
    private long lead;
    private long bufferMs;

    /// Audio goes out at `position` to a phone that has nothing to play.
    void startsAt(long position, long nowMs) {
        lead = lead(position, nowMs + bufferMs);
        echoes = 0;
    }

    /// The phone has played everything before `position`.
    void echoed(long position, long nowMs) {
        long told = lead(position, nowMs);
        long lateMs = (lead - told) / BYTES_PER_MS;
        if (echoes == 0) {
            bufferMs = Math.clamp(bufferMs + lateMs, 0, LONGEST_BUFFER_MS);
        } else if (lateMs > LATEST_MS) {
            echoes = 0;
        }
        leads[echoes++ % REMEMBERED] = told;
        lead = Arrays.stream(leads, 0, Math.min(echoes, REMEMBERED)).max().getAsLong();
    }

    long position(long nowMs) {
        return lead + nowMs * BYTES_PER_MS;
    }

    private static long lead(long position, long nowMs) {
        return position - nowMs * BYTES_PER_MS;
    }
}
