package io.leadflip.sandbox.caller;

import java.io.ByteArrayOutputStream;
import java.time.Duration;

/// Voicemail: plays its greeting and the beep without listening, then records until nobody speaks
/// or the tape is full.
final class AnsweringMachine implements Callee {
    private static final Duration PICKS_UP = Duration.ofMillis(400);
    private static final Duration SILENCE_ENDS_MESSAGE = Duration.ofSeconds(6);
    private static final Duration LONGEST_MESSAGE = Duration.ofSeconds(60);

    private final Utterance greeting;
    private final Duration greetingEnd;
    private final Ear ear = new Ear();
    private long recordedMs;

    private AnsweringMachine(byte[] greeting) {
        this.greeting = new Utterance(greeting);
        this.greetingEnd = Duration.ofMillis(greeting.length / 8);
    }

    static AnsweringMachine of(Persona persona, Speech speech) {
        ByteArrayOutputStream audio = new ByteArrayOutputStream();
        for (int i = 0; i < PICKS_UP.toMillis() * 8; i++) {
            audio.write(Frame.SILENCE);
        }
        persona.lines().forEach(line -> audio.writeBytes(speech.mulaw(line, persona.voice())));
        audio.writeBytes(Beep.audio());
        return new AnsweringMachine(audio.toByteArray());
    }

    @Override
    public byte[] step(byte[] heard) {
        if (!greeting.over()) {
            return greeting.next();
        }
        ear.hear(heard);
        recordedMs += Frame.MILLIS;
        return Frame.silence();
    }

    @Override
    public char pressed() {
        return 0;
    }

    @Override
    public boolean hungUp() {
        return ear.quietFor(SILENCE_ENDS_MESSAGE) || recordedMs >= LONGEST_MESSAGE.toMillis();
    }

    @Override
    public boolean machine() {
        return true;
    }

    @Override
    public Duration greetingEnd() {
        return greetingEnd;
    }
}
