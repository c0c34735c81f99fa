package io.leadflip.sandbox.twilio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// What was really said and really played on one call, from its answer on; both sides have the same
/// length.
public final class CallRecording {
    /// Ten minutes; a longer call keeps its beginning.
    private static final int LONGEST = 10 * 60 * 8000;

    private static final int RATE = 8000;
    private static final short MULAW = 7;

    private final ByteArrayOutputStream callee = new ByteArrayOutputStream();
    private final ByteArrayOutputStream agent = new ByteArrayOutputStream();

    synchronized void add(byte[] said, byte[] played) {
        if (callee.size() < LONGEST) {
            callee.writeBytes(said);
            agent.writeBytes(played);
        }
    }

    /// The callee's side, µ-law.
    public synchronized byte[] callee() {
        return callee.toByteArray();
    }

    /// The agent's side as the callee heard it, µ-law.
    public synchronized byte[] agent() {
        return agent.toByteArray();
    }

    /// A stereo WAV file in µ-law: callee left, agent right.
    public synchronized byte[] wav() {
        byte[] left = callee.toByteArray();
        byte[] right = agent.toByteArray();
        ByteBuffer wav = ByteBuffer.allocate(58 + 2 * left.length).order(ByteOrder.LITTLE_ENDIAN);
        header(wav, left.length);
        for (int i = 0; i < left.length; i++) {
            wav.put(left[i]).put(right[i]);
        }
        return wav.array();
    }

    private static void header(ByteBuffer wav, int samples) {
        wav.put(ascii("RIFF")).putInt(50 + 2 * samples).put(ascii("WAVE"));
        wav.put(ascii("fmt ")).putInt(18).putShort(MULAW).putShort((short) 2);
        wav.putInt(RATE)
                .putInt(2 * RATE)
                .putShort((short) 2)
                .putShort((short) 8)
                .putShort((short) 0);
        wav.put(ascii("fact")).putInt(4).putInt(samples);
        wav.put(ascii("data")).putInt(2 * samples);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
