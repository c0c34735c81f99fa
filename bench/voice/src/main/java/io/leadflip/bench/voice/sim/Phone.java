package io.leadflip.bench.voice.sim;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadflip.bench.kit.report.Json;
import io.leadflip.bench.voice.sim.Tally.Count;
import io.leadflip.bench.voice.wire.Link;
import io.leadflip.bench.voice.wire.Peer;
import io.leadflip.bench.voice.wire.Timer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Set;

/// Twilio's side of one media stream: frame k leaves at t0 + 20k ms whatever comes back, what comes
/// is played and its marks echoed when they are reached, and what Twilio would complain about is
/// counted.
public final class Phone extends Timer implements Peer {
    private static final long FRAME_NANOS = 20_000_000;
    private static final int FRAME_CHARACTERS = 216;
    private static final int FULL_SOCKET = 65_536;
    private static final long TEN_MINUTES = 600_000_000_000L;
    private static final byte[] SILENCE =
            "/".repeat(FRAME_CHARACTERS - 3).getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BUFFER = new byte[1024];

    private record Mark(String name, long generation) {}

    private final Stage stage;
    private final Call call;
    private final String streamSid;
    private final String callSid;
    private final byte[] tail;
    private final Playout playout;
    private final Recognised media = new Recognised();
    private final ArrayDeque<Mark> marks = new ArrayDeque<>();
    private long generation;
    private Link link;
    private long t0;
    private int frame;
    private long stoppedAt;
    private boolean closed;
    private boolean played;

    Phone(Stage stage, int id) {
        this.stage = stage;
        this.call = new Call(id, stage.tally(), this);
        this.streamSid = "MZ%032x".formatted(id);
        this.callSid = "CA%032x".formatted(id);
        this.tail =
                ("\"},\"streamSid\":\"" + streamSid + "\"}").getBytes(StandardCharsets.US_ASCII);
        this.playout = new Playout(stage.jitterNanos());
    }

    Call call() {
        return call;
    }

    /// @param firstFrameAt on the absolute schedule of the whole load
    void dial(long firstFrameAt) {
        t0 = firstFrameAt;
        try {
            link = Link.connect(stage.loop(), stage.port(), stage.path(), stage.headers(), this);
        } catch (IOException e) {
            closed = true;
            stage.tally().count(Count.CUT);
        }
    }

    public boolean live() {
        return !closed && stoppedAt == 0;
    }

    public boolean closed() {
        return closed;
    }

    /// Whether anything of the relay's was heard.
    public boolean served() {
        return played;
    }

    public void goDeaf(boolean now) {
        link.goDeaf(now);
    }

    /// The model of this call reads nothing.
    public void modelGoesDeaf(boolean now) {
        if (call.model() != null) {
            call.model().goDeaf(now);
        }
    }

    boolean playing(int response, long now) {
        return playout.playing(response, now);
    }

    @Override
    public void opened(Link opened) {
        link = opened;
        link.text("{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}");
        link.text(
                ("{\"event\":\"start\",\"sequenceNumber\":\"1\",\"start\":{\"accountSid\":\"%s\",\"streamSid\":\"%s\","
                                + "\"callSid\":\"%s\",\"tracks\":[\"inbound\"],\"mediaFormat\":{\"encoding\":\"audio/x-mulaw\","
                                + "\"sampleRate\":8000,\"channels\":1},\"customParameters\":{\"token\":\"t-%d\"}},"
                                + "\"streamSid\":\"%s\"}")
                        .formatted(Stage.ACCOUNT, streamSid, callSid, call.id, streamSid));
        long now = System.nanoTime();
        while (t0 - now < 0) {
            t0 += FRAME_NANOS;
        }
        stage.loop().at(t0, this);
    }

    @Override
    protected void fire(long now) {
        if (!live()) {
            return;
        }
        stage.tally().late(now - due());
        if (link.unsent() > FULL_SOCKET) {
            stage.tally().count(Count.NOT_READ_31930);
        } else {
            send();
        }
        frame++;
        stage.loop().at(t0 + frame * FRAME_NANOS, this);
    }

    private void send() {
        int at = put(0, "{\"event\":\"media\",\"sequenceNumber\":\"");
        at = put(at, frame + 2);
        at = put(at, "\",\"media\":{\"track\":\"inbound\",\"chunk\":\"");
        at = put(at, frame + 1);
        at = put(at, "\",\"timestamp\":\"");
        at = put(at, frame * 20);
        at = put(at, "\",\"payload\":\"");
        System.arraycopy(
                SILENCE, 0, BUFFER, at + Stamp.CHARACTERS, FRAME_CHARACTERS - 3 - Stamp.CHARACTERS);
        // 160 bytes end in one of three: two characters and two signs of padding.
        BUFFER[at + FRAME_CHARACTERS - 3] = 'w';
        BUFFER[at + FRAME_CHARACTERS - 2] = '=';
        BUFFER[at + FRAME_CHARACTERS - 1] = '=';
        Stamp.write(BUFFER, at, call.id, frame, System.nanoTime());
        at += FRAME_CHARACTERS;
        System.arraycopy(tail, 0, BUFFER, at, tail.length);
        link.text(BUFFER, at + tail.length);
        stage.tally().count(Count.FRAMES_SENT);
    }

    @SuppressWarnings("deprecation")
    private static int put(int at, String text) {
        text.getBytes(0, text.length(), BUFFER, at);
        return at + text.length();
    }

    private static int put(int at, int number) {
        int digits = 1;
        for (int rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        int rest = number;
        for (int i = digits - 1; i >= 0; i--) {
            BUFFER[at + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at + digits;
    }

    /// The caller hangs up.
    public void hangUp() {
        if (!live()) {
            return;
        }
        stoppedAt = System.nanoTime();
        if (link.isOpen()) {
            link.text(
                    "{\"event\":\"stop\",\"sequenceNumber\":\"%d\",\"stop\":{\"accountSid\":\"%s\",\"callSid\":\"%s\"},\"streamSid\":\"%s\"}"
                            .formatted(frame + 2, Stage.ACCOUNT, callSid, streamSid));
        }
        stage.loop().at(stoppedAt + 300_000_000, () -> link.close(1000));
    }

    @Override
    public void text(Link from, byte[] bytes, int at, int length, long now) {
        if (stoppedAt != 0 && now - stoppedAt > 250_000_000) {
            stage.tally().count(Count.AFTER_STOP);
        }
        int audio = media.audio(bytes, at, length);
        if (audio >= 0) {
            play(bytes, audio, media.audioLength(length), now);
        } else {
            parse(bytes, at, length, now);
        }
    }

    private void parse(byte[] bytes, int at, int length, long now) {
        JsonNode message;
        try {
            message = Json.MAPPER.readTree(bytes, at, length);
        } catch (IOException e) {
            stage.tally().count(Count.INVALID_31951);
            return;
        }
        if (stage.passesThrough()) {
            if (message.path("type").asText().equals("response.output_audio.delta")) {
                learn(bytes, at, length, message.path("delta").asText(), now);
            }
            return;
        }
        boolean ours = streamSid.equals(message.path("streamSid").asText());
        String event = message.path("event").asText();
        if (!ours || !valid(message, event)) {
            stage.tally().count(Count.INVALID_31951);
            return;
        }
        switch (event) {
            case "media" ->
                    learn(bytes, at, length, message.path("media").path("payload").asText(), now);
            case "mark" -> mark(message.path("mark").path("name").asText(), now);
            default -> clear(now);
        }
    }

    /// Exactly the documented fields.
    private static boolean valid(JsonNode message, String event) {
        return switch (event) {
            case "media", "mark" ->
                    names(message).equals(Set.of("event", "streamSid", event))
                            && names(message.path(event))
                                    .equals(Set.of(event.equals("media") ? "payload" : "name"));
            case "clear" -> names(message).equals(Set.of("event", "streamSid"));
            default -> false;
        };
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new java.util.HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private void learn(byte[] bytes, int at, int length, String audio, long now) {
        media.learn(bytes, at, length, audio);
        int start = media.audio(bytes, at, length);
        if (start >= 0) {
            play(bytes, start, audio.length(), now);
        }
    }

    private void play(byte[] bytes, int audio, int length, long now) {
        played = true;
        boolean stamped = length > Stamp.CHARACTERS && Stamp.isAt(bytes, audio);
        int response = stamped ? Stamp.number(bytes, audio) >> 10 : -1;
        if (stamped) {
            stage.tally().down(call.id, Stamp.age(bytes, audio, now), now);
            if (call.leaks(response)) {
                stage.tally().count(Count.LEAKED);
            }
        }
        stage.tally().count(Count.MEDIA);
        long silence = playout.add(response, audioBytes(bytes, audio, length), now);
        if (silence > 0) {
            stage.tally().count(Count.UNDERRUNS);
            stage.tally().count(Count.UNDERRUN_MS, silence / 1_000_000);
        }
        if (playout.end() - now > TEN_MINUTES) {
            stage.tally().count(Count.OVERFILLED_31931);
        }
    }

    private static int audioBytes(byte[] bytes, int audio, int length) {
        int padding = 0;
        while (padding < 2 && bytes[audio + length - 1 - padding] == '=') {
            padding++;
        }
        return length * 3 / 4 - padding;
    }

    private void mark(String name, long now) {
        if (playout.end() <= now) {
            echo(name);
            return;
        }
        Mark mark = new Mark(name, generation);
        marks.addLast(mark);
        stage.loop().at(playout.end(), () -> reached(mark));
    }

    private void reached(Mark mark) {
        if (mark.generation == generation && !closed) {
            marks.remove(mark);
            echo(mark.name);
        }
    }

    private void echo(String name) {
        if (live()) {
            link.text(
                    "{\"event\":\"mark\",\"sequenceNumber\":\"%d\",\"streamSid\":\"%s\",\"mark\":{\"name\":\"%s\"}}"
                            .formatted(frame + 2, streamSid, name));
        }
    }

    private void clear(long now) {
        double playedMs = playout.playedMs(call.interrupted(), now);
        playout.clear(now);
        generation++;
        for (Mark mark : marks) {
            echo(mark.name);
        }
        marks.clear();
        call.cleared(playedMs, now);
    }

    @Override
    public void binary(Link from) {
        stage.tally().count(Count.BINARY_31950);
    }

    @Override
    public void closed(Link from, int status) {
        closed = true;
        if (stoppedAt == 0) {
            stage.tally().count(Count.CUT);
        }
    }

    static byte[] silence(int characters) {
        byte[] silence = new byte[characters];
        Arrays.fill(silence, (byte) '/');
        return silence;
    }
}
