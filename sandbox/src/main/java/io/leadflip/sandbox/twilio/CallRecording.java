package io.leadflip.sandbox.twilio;

import io.leadflip.sandbox.speech.MuLaw;
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
    private static final int HEADER = 44;

    /// Bytes of one moment: a sample of each side.
    private static final int STEREO = 4;

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

    /// A stereo WAV file, callee left, agent right. 16-bit PCM, because every player knows it.
    public synchronized byte[] wav() {
        short[] left = MuLaw.decode(callee.toByteArray());
        short[] right = MuLaw.decode(agent.toByteArray());
        ByteBuffer wav =
                ByteBuffer.allocate(HEADER + STEREO * left.length).order(ByteOrder.LITTLE_ENDIAN);
        header(wav, STEREO * left.length);
        for (int i = 0; i < left.length; i++) {
            wav.putShort(left[i]).putShort(right[i]);
        }
        return wav.array();
    }

    private static void header(ByteBuffer wav, int bytes) {
        wav.put(ascii("RIFF")).putInt(HEADER - 8 + bytes).put(ascii("WAVE"));
        wav.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 2);
        wav.putInt(RATE).putInt(STEREO * RATE).putShort((short) STEREO).putShort((short) 16);
        wav.put(ascii("data")).putInt(bytes);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
