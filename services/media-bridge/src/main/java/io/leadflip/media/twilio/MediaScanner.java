package io.leadflip.media.twilio;

import io.leadflip.media.wire.JsonScanner;
import java.nio.charset.StandardCharsets;

/// Finds the audio in a `media` message of the caller's track, whatever the order of its fields.
/// What it accepts, [MediaStreamCodec] reads in the same way; what it does not know, it leaves to
/// that.
final class MediaScanner extends JsonScanner {
    private static final byte[] EVENT = word("event");
    private static final byte[] MEDIA = word("media");
    private static final byte[] SEQUENCE_NUMBER = word("sequenceNumber");
    private static final byte[] STREAM_SID = word("streamSid");
    private static final byte[] TRACK = word("track");
    private static final byte[] INBOUND = word("inbound");
    private static final byte[] CHUNK = word("chunk");
    private static final byte[] TIMESTAMP = word("timestamp");
    private static final byte[] PAYLOAD = word("payload");

    private byte[] stream;
    private boolean event;
    private int payloadFrom;
    private int payloadLength;
    private long timestampMs;

    /// From now on only this stream's audio is found.
    void only(String streamSid) {
        stream = streamSid.getBytes(StandardCharsets.UTF_8);
    }

    boolean finds(byte[] message, int size) {
        event = false;
        payloadLength = 0;
        timestampMs = -1;
        return scan(message, size)
                && event
                && timestampMs >= 0
                && payloadLength > 0
                && payloadLength <= MediaStreamCodec.LONGEST_PAYLOAD;
    }

    int payloadFrom() {
        return payloadFrom;
    }

    int payloadLength() {
        return payloadLength;
    }

    long timestampMs() {
        return timestampMs;
    }

    @Override
    protected boolean value(int depth, int nameFrom, int nameLength) {
        return depth == 0 ? outer(nameFrom, nameLength) : inner(nameFrom, nameLength);
    }

    private boolean outer(int nameFrom, int nameLength) {
        if (is(nameFrom, nameLength, EVENT)) {
            boolean first = !event;
            event = string() && is(MEDIA);
            return first && event;
        }
        if (is(nameFrom, nameLength, MEDIA)) {
            return payloadLength == 0 && timestampMs < 0 && object(1);
        }
        if (is(nameFrom, nameLength, STREAM_SID)) {
            return string() && (stream == null || is(stream));
        }
        return is(nameFrom, nameLength, SEQUENCE_NUMBER) && string();
    }

    private boolean inner(int nameFrom, int nameLength) {
        if (is(nameFrom, nameLength, PAYLOAD)) {
            boolean first = payloadLength == 0;
            boolean audio = base64String();
            payloadFrom = from;
            payloadLength = length;
            return first && audio;
        }
        if (is(nameFrom, nameLength, TIMESTAMP)) {
            boolean first = timestampMs < 0;
            timestampMs = string() ? number() : -1;
            return first && timestampMs >= 0;
        }
        if (is(nameFrom, nameLength, TRACK)) {
            return string() && is(INBOUND);
        }
        return is(nameFrom, nameLength, CHUNK) && string();
    }
}
