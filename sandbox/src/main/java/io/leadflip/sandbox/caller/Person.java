package io.leadflip.sandbox.caller;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A human on the phone: says hello, then one line each time the agent has finished; talks over the
/// agent once when told to; hangs up when the lines are used up and answered, or when nobody
/// speaks.
///
/// ```
/// speaking ──line over──▶ listening ──agent quiet 700 ms──▶ speaking
///     └──last allowed line──▶ hung up ◀──silence, or answered after the last line──┘
/// ```
final class Person implements Callee {
    private static final Duration LIFTS_THE_PHONE = Duration.ofMillis(500);
    private static final Duration AGENT_HAS_FINISHED = Duration.ofMillis(700);
    private static final Duration NOTHING_LEFT_TO_SAY = Duration.ofMillis(2500);
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration REACHES_FOR_THE_KEYS = Duration.ofMillis(1500);

    private final Deque<byte[]> lines;
    private final Duration interruptAfter;
    private final int interruptTurn;
    private final byte[] interruption;
    private final OptionalInt lastLine;
    private final Keys keys;
    private final Duration greetingEnd;
    private final Ear ear = new Ear();

    private Utterance speaking;
    private boolean mayInterrupt;
    private int agentTurn = 1;
    private int said;
    private char pressed;
    private boolean hungUp;

    private Person(Persona persona, List<byte[]> lines, Optional<byte[]> interruption) {
        this.lines = new ArrayDeque<>(lines);
        this.interruptAfter = persona.interruptAfter().orElse(Duration.ZERO);
        this.interruptTurn = persona.interruptTurn();
        this.interruption = interruption.orElse(null);
        this.lastLine = persona.hangUpAfterLine();
        this.keys = new Keys(persona.digits());
        this.mayInterrupt = persona.interruptAfter().isPresent();
        byte[] hello = this.lines.isEmpty() ? new byte[0] : this.lines.poll();
        this.greetingEnd = LIFTS_THE_PHONE.plusMillis(hello.length / 8);
        this.speaking = new Utterance(afterPause(hello));
    }

    static Person of(Persona persona, Speech speech) {
        List<byte[]> lines =
                persona.lines().stream().map(line -> speech.mulaw(line, persona.voice())).toList();
        Optional<byte[]> interruption =
                persona.interruptLine().map(line -> speech.mulaw(line, persona.voice()));
        return new Person(persona, lines, interruption);
    }

    private static byte[] afterPause(byte[] hello) {
        int pause = (int) LIFTS_THE_PHONE.toMillis() * 8;
        byte[] audio = new byte[pause + hello.length];
        Arrays.fill(audio, 0, pause, Frame.SILENCE);
        System.arraycopy(hello, 0, audio, pause, hello.length);
        return audio;
    }

    @Override
    public byte[] step(byte[] heard) {
        ear.hear(heard);
        pressed = keys.step(ear.speakingFor(REACHES_FOR_THE_KEYS));
        if (speaking == null) {
            listen();
        }
        return speaking == null ? Frame.silence() : speak();
    }

    private byte[] speak() {
        byte[] frame = speaking.next();
        if (speaking.over()) {
            speaking = null;
            ear.restart();
            said++;
            hungUp = lastLine.isPresent() && said >= lastLine.getAsInt();
        }
        return frame;
    }

    private void listen() {
        if (mayInterrupt && agentTurn >= interruptTurn && ear.speakingFor(interruptAfter)) {
            mayInterrupt = false;
            speaking = interruption == null ? nextLine() : new Utterance(interruption);
        } else if (ear.heardSpeech() && ear.quietFor(AGENT_HAS_FINISHED)) {
            speaking = nextLine();
            hungUp = speaking == null && ear.quietFor(NOTHING_LEFT_TO_SAY);
        } else if (ear.quietFor(PATIENCE)) {
            hungUp = true;
        }
    }

    private Utterance nextLine() {
        byte[] line = lines.poll();
        if (line == null) {
            return null;
        }
        agentTurn++;
        return new Utterance(line);
    }

    @Override
    public char pressed() {
        return pressed;
    }

    @Override
    public boolean hungUp() {
        return hungUp;
    }

    @Override
    public boolean machine() {
        return false;
    }

    @Override
    public Duration greetingEnd() {
        return greetingEnd;
    }
}
