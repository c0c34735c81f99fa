package io.leadflip.media.bridge;

import java.util.Arrays;
import java.util.Base64;

/// Holds back audio of the agent that is shorter than a telephone frame until there is a frame of
/// it: a model that speaks in crumbs would be heard choppily, and each crumb costs a message.
///
/// What is held was not sent. It is less than a frame, and of one item.
final class ShortPieces {
    /// 20 ms of 8 kHz µ-law.
    static final int FRAME_BYTES = 160;

    private static final byte[] NOTHING = {};

    private byte[] held = NOTHING;
    private String item;

    boolean isEmpty() {
        return held.length == 0;
    }

    boolean of(String named) {
        return !isEmpty() && named.equals(item);
    }

    /// @param payload base64
    /// @return whether there is enough to be sent
    boolean add(String named, String payload) {
        byte[] piece = Base64.getDecoder().decode(payload);
        int before = held.length;
        held = Arrays.copyOf(held, before + piece.length);
        System.arraycopy(piece, 0, held, before, piece.length);
        item = named;
        return held.length >= FRAME_BYTES;
    }

    String item() {
        return item;
    }

    int bytes() {
        return held.length;
    }

    /// All that is held, as base64; nothing is held afterwards.
    String take() {
        String payload = Base64.getEncoder().encodeToString(held);
        drop();
        return payload;
    }

    void drop() {
        held = NOTHING;
    }
}
