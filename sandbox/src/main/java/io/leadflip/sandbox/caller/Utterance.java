package io.leadflip.sandbox.caller;

/// Something being said, frame by frame.
final class Utterance {
    private final byte[] audio;
    private int position;

    Utterance(byte[] audio) {
        this.audio = audio;
    }

    boolean over() {
        return position >= audio.length;
    }

    byte[] next() {
        if (over()) {
            return Frame.silence();
        }
        byte[] frame = Frame.at(audio, position);
        position += Frame.BYTES;
        return frame;
    }
}
