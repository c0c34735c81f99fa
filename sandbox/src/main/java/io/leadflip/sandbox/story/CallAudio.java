package io.leadflip.sandbox.story;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

/// A recorded call as it stands in its WAV file: two channels of telephone sound.
///
/// @param callee seconds of speech on the left channel
/// @param agent seconds of speech on the right channel
/// @param together seconds in which both speak
record CallAudio(Duration length, Duration callee, Duration agent, Duration together) {
    private static final int HEADER = 44;
    private static final int RATE = 8000;
    private static final int CHANNELS = 2;
    private static final int FRAME = RATE / 50;

    /// Mean magnitude from which 20 ms count as speech: line noise stays far below.
    private static final int VOICED = 200;

    static CallAudio of(byte[] wav) {
        ByteBuffer file = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
        if (wav.length < HEADER || file.getShort(22) != CHANNELS || file.getInt(24) != RATE) {
            throw new IllegalArgumentException("Not two channels of telephone sound");
        }
        int frames = (wav.length - HEADER) / (2 * CHANNELS * FRAME);
        int callee = 0;
        int agent = 0;
        int together = 0;
        for (int frame = 0; frame < frames; frame++) {
            boolean left = voiced(file, frame, 0);
            boolean right = voiced(file, frame, 1);
            callee += left ? 1 : 0;
            agent += right ? 1 : 0;
            together += left && right ? 1 : 0;
        }
        return new CallAudio(lasting(frames), lasting(callee), lasting(agent), lasting(together));
    }

    /// Whether both sides were there to be heard, each on its own channel.
    boolean isConversation() {
        return callee.isPositive()
                && agent.isPositive()
                && together.compareTo(callee) < 0
                && together.compareTo(agent) < 0;
    }

    private static boolean voiced(ByteBuffer file, int frame, int channel) {
        long sum = 0;
        for (int i = 0; i < FRAME; i++) {
            int sample = frame * FRAME + i;
            sum += Math.abs(file.getShort(HEADER + 2 * (sample * CHANNELS + channel)));
        }
        return sum > (long) VOICED * FRAME;
    }

    private static Duration lasting(int frames) {
        return Duration.ofMillis(20L * frames);
    }
}
