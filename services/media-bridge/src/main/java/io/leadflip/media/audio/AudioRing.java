package io.leadflip.media.audio;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/// Caller audio that waits for the voice model, oldest first. When it is full the oldest frame
/// makes room, so that what was said last is kept.
public final class AudioRing {
    private final int capacity;
    private final Deque<String> frames;

    /// @param capacity in frames of 20 ms
    public AudioRing(int capacity) {
        this.capacity = capacity;
        this.frames = new ArrayDeque<>(capacity);
    }

    /// @param frame base64, as it came
    /// @return whether an older frame was dropped for it
    public boolean add(String frame) {
        boolean full = frames.size() == capacity;
        if (full) {
            frames.removeFirst();
        }
        frames.addLast(frame);
        return full;
    }

    /// Hands over everything in the order it came, and is empty afterwards.
    public void flush(Consumer<String> taker) {
        while (!frames.isEmpty()) {
            taker.accept(frames.removeFirst());
        }
    }

    public int size() {
        return frames.size();
    }
}
