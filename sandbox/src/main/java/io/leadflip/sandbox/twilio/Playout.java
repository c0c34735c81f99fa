package io.leadflip.sandbox.twilio;

import io.leadflip.sandbox.caller.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Audio waiting to be played to the callee, 8 bytes per millisecond, with marks between its bytes.
/// A mark is reached when all audio before it has been played. Not thread-safe: it lives on its
/// call's event loop.
final class Playout {
    /// Ten minutes, as much as Twilio buffers.
    static final int CAPACITY = 10 * 60 * 8000;

    /// 20 ms to play now, and the marks reached by all that was played before.
    record Slice(byte[] frame, List<String> reached) {}

    private sealed interface Item {
        record Audio(byte[] bytes) implements Item {}

        record Mark(String name) implements Item {}
    }

    private final Deque<Item> queue = new ArrayDeque<>();
    private List<String> reached = new ArrayList<>();
    private int position;
    private int buffered;

    /// Answers false, and takes nothing, when more would be buffered than Twilio holds.
    boolean add(byte[] audio) {
        if (buffered + audio.length > CAPACITY) {
            return false;
        }
        if (audio.length > 0) {
            queue.add(new Item.Audio(audio));
            buffered += audio.length;
        }
        return true;
    }

    void mark(String name) {
        if (queue.isEmpty()) {
            reached.add(name);
        } else {
            queue.add(new Item.Mark(name));
        }
    }

    /// Drops what has not been played; answers all pending marks, oldest first.
    List<String> clear() {
        List<String> pending = reached;
        queue.forEach(
                item -> {
                    if (item instanceof Item.Mark(String name)) {
                        pending.add(name);
                    }
                });
        queue.clear();
        reached = new ArrayList<>();
        position = 0;
        buffered = 0;
        return pending;
    }

    Slice next() {
        List<String> before = reached;
        reached = new ArrayList<>();
        byte[] frame = Frame.silence();
        int filled = 0;
        while (!queue.isEmpty()) {
            switch (queue.peek()) {
                case Item.Mark(String name) -> {
                    reached.add(name);
                    queue.poll();
                }
                case Item.Audio(byte[] bytes) -> {
                    if (filled == frame.length) {
                        return new Slice(frame, before);
                    }
                    filled += copy(bytes, frame, filled);
                }
            }
        }
        return new Slice(frame, before);
    }

    private int copy(byte[] bytes, byte[] frame, int filled) {
        int length = Math.min(bytes.length - position, frame.length - filled);
        System.arraycopy(bytes, position, frame, filled, length);
        position += length;
        buffered -= length;
        if (position == bytes.length) {
            queue.poll();
            position = 0;
        }
        return length;
    }

    int buffered() {
        return buffered;
    }
}
