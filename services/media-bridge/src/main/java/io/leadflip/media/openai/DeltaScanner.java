package io.leadflip.media.openai;

import io.leadflip.media.wire.JsonScanner;
import java.nio.charset.StandardCharsets;

/// Finds the audio in a `response.output_audio.delta` event, whatever the order of its fields. What
/// it accepts, [RealtimeReader] reads in the same way; what it does not know, it leaves to that.
///
/// The names of response and item are made once for all their deltas.
final class DeltaScanner extends JsonScanner {
    private static final byte[] TYPE = word("type");
    private static final byte[] AUDIO_DELTA = word("response.output_audio.delta");
    private static final byte[] RESPONSE = word("response_id");
    private static final byte[] ITEM = word("item_id");
    private static final byte[] DELTA = word("delta");
    private static final String NONE = "";

    private boolean type;
    private int deltaFrom;
    private int deltaLength;
    private int responses;
    private int items;
    private String response = NONE;
    private byte[] responseBytes = {};
    private String item = NONE;
    private byte[] itemBytes = {};

    boolean finds(byte[] message, int size) {
        type = false;
        deltaLength = 0;
        responses = 0;
        items = 0;
        return scan(message, size) && type && deltaLength > 0 && responses == 1 && items == 1;
    }

    int deltaFrom() {
        return deltaFrom;
    }

    int deltaLength() {
        return deltaLength;
    }

    /// Of audio in the delta.
    int audioBytes() {
        int padding = 0;
        while (padding < 2 && bytes[deltaFrom + deltaLength - 1 - padding] == '=') {
            padding++;
        }
        return deltaLength * 3 / 4 - padding;
    }

    String response() {
        return response;
    }

    String item() {
        return item;
    }

    @Override
    protected boolean value(int depth, int nameFrom, int nameLength) {
        if (is(nameFrom, nameLength, DELTA)) {
            boolean first = deltaLength == 0;
            boolean audio = base64String();
            deltaFrom = from;
            deltaLength = length;
            return first && audio;
        }
        if (is(nameFrom, nameLength, TYPE)) {
            boolean first = !type;
            type = string() && is(AUDIO_DELTA);
            return first && type;
        }
        if (is(nameFrom, nameLength, RESPONSE)) {
            responses++;
            return string() && response(text(responseBytes, response));
        }
        if (is(nameFrom, nameLength, ITEM)) {
            items++;
            return string() && item(text(itemBytes, item));
        }
        return simple();
    }

    private String text(byte[] knownBytes, String known) {
        return is(knownBytes) ? known : new String(bytes, from, length, StandardCharsets.US_ASCII);
    }

    private boolean response(String named) {
        if (named != response) {
            response = named;
            responseBytes = named.getBytes(StandardCharsets.US_ASCII);
        }
        return true;
    }

    private boolean item(String named) {
        if (named != item) {
            item = named;
            itemBytes = named.getBytes(StandardCharsets.US_ASCII);
        }
        return true;
    }
}
