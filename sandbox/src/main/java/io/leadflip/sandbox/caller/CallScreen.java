package io.leadflip.sandbox.caller;

import java.io.ByteArrayOutputStream;
import java.time.Duration;

/// A telephone's assistant that answers for its owner: asks who is calling and why, listens, asks
/// to wait, and fetches the person, if there is one who says anything; otherwise it hangs up. It
/// talks like a person, so detection takes it for one.
///
/// ```
/// asking ─▶ listening ──caller quiet 1.2 s──▶ holding ─▶ person | hung up
/// ```
final class CallScreen implements Callee {
    private static final String QUESTION =
            "Hi, if you record your name and reason for calling, I'll see if this person is available.";
    private static final String WAIT = "Thanks. Please stay on the line.";
    private static final Duration PICKS_UP = Duration.ofMillis(400);
    private static final Duration CALLER_HAS_FINISHED = Duration.ofMillis(1200);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private enum Phase {
        ASKING,
        LISTENING,
        HOLDING,
        PERSON
    }

    private final Utterance question;
    private final Utterance wait;
    private final Person person;
    private final boolean somebodyThere;
    private final Duration greetingEnd;
    private final Ear ear = new Ear();
    private Phase phase = Phase.ASKING;

    private CallScreen(byte[] question, byte[] wait, Person person, boolean somebodyThere) {
        this.question = new Utterance(question);
        this.wait = new Utterance(wait);
        this.person = person;
        this.somebodyThere = somebodyThere;
        this.greetingEnd = Duration.ofMillis(question.length / 8);
    }

    static CallScreen of(Persona persona, Speech speech) {
        ByteArrayOutputStream asked = new ByteArrayOutputStream();
        for (int i = 0; i < PICKS_UP.toMillis() * 8; i++) {
            asked.write(Frame.SILENCE);
        }
        asked.writeBytes(speech.mulaw(QUESTION, persona.voice()));
        return new CallScreen(
                asked.toByteArray(),
                speech.mulaw(WAIT, persona.voice()),
                Person.of(persona, speech),
                !persona.lines().isEmpty());
    }

    @Override
    public byte[] step(byte[] heard) {
        return switch (phase) {
            case ASKING -> {
                byte[] frame = question.next();
                if (question.over()) {
                    phase = Phase.LISTENING;
                }
                yield frame;
            }
            case LISTENING -> {
                ear.hear(heard);
                if (ear.heardSpeech() && ear.quietFor(CALLER_HAS_FINISHED)) {
                    phase = Phase.HOLDING;
                }
                yield Frame.silence();
            }
            case HOLDING -> {
                byte[] frame = wait.next();
                if (wait.over() && somebodyThere) {
                    phase = Phase.PERSON;
                }
                yield frame;
            }
            case PERSON -> person.step(heard);
        };
    }

    @Override
    public char pressed() {
        return phase == Phase.PERSON ? person.pressed() : 0;
    }

    @Override
    public boolean hungUp() {
        return switch (phase) {
            case ASKING -> false;
            case LISTENING -> ear.quietFor(PATIENCE);
            case HOLDING -> wait.over() && !somebodyThere;
            case PERSON -> person.hungUp();
        };
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
