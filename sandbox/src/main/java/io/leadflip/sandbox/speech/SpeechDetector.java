package io.leadflip.sandbox.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Server-side voice activity detection: tells by the loudness of 20 ms frames when speech starts
/// and when it has stopped.
///
/// Speech starts with the first of two loud frames among three; it stops when nothing was loud for
/// `silenceMs`. All times are positions in the stream, so the detector needs no clock. Not
/// thread-safe.
public final class SpeechDetector {
    private static final int FRAME = 160;
    private static final int FRAME_MS = 20;
    private static final int LOUDNESS_SCALE = 800;

    /// A change in the stream, at its position in milliseconds.
    public sealed interface Edge {
        long atMs();

        /// Speech began here.
        record Started(long atMs) implements Edge {}

        /// The silence that ended the speech was complete here.
        record Stopped(long atMs) implements Edge {}
    }

    private final double loudness;
    private final long silenceMs;
    private long bytes;
    private long sum;
    private int recent;
    private boolean speaking;
    private long lastLoudMs;

    /// @param threshold 0 (a whisper is speech) to 1 (only loud speech is)
    public SpeechDetector(double threshold, long silenceMs, long fromMs) {
        this.loudness = Math.max(20, threshold * LOUDNESS_SCALE);
        this.silenceMs = silenceMs;
        this.bytes = fromMs * MuLaw.BYTES_PER_MS;
    }

    /// The next bytes, and what they changed.
    public List<Edge> hear(byte[] mulaw) {
        List<Edge> edges = new ArrayList<>(1);
        for (byte code : mulaw) {
            sum += Math.abs(MuLaw.decode(code));
            if (++bytes % FRAME == 0) {
                judge(sum / (double) FRAME >= loudness).ifPresent(edges::add);
                sum = 0;
            }
        }
        return edges;
    }

    /// Position in the stream.
    public long heardMs() {
        return bytes / MuLaw.BYTES_PER_MS;
    }

    /// Whether somebody speaks just now.
    public boolean speaking() {
        return speaking;
    }

    private Optional<Edge> judge(boolean loud) {
        recent = ((recent << 1) | (loud ? 1 : 0)) & 0b111;
        if (loud) {
            lastLoudMs = heardMs();
        }
        if (!speaking && loud && Integer.bitCount(recent) >= 2) {
            speaking = true;
            int framesAgo = (recent & 0b100) != 0 ? 3 : 2;
            return Optional.of(
                    new Edge.Started(Math.max(0, heardMs() - (long) framesAgo * FRAME_MS)));
        }
        if (speaking && !loud && heardMs() - lastLoudMs >= silenceMs) {
            speaking = false;
            return Optional.of(new Edge.Stopped(heardMs()));
        }
        return Optional.empty();
    }
}
