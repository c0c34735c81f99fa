package io.leadflip.sandbox.caller;

import java.time.Duration;

/// The far end of an answered call, one 20 ms frame at a time: hears what was played, answers what
/// it says.
public sealed interface Callee permits Person, AnsweringMachine, CallScreen {

    /// Renders everything this persona can say. Slow; call it off the event loop.
    static Callee of(Persona persona, Speech speech) {
        return switch (persona.answer()) {
            case VOICEMAIL -> AnsweringMachine.of(persona, speech);
            case SCREENED -> CallScreen.of(persona, speech);
            case HUMAN, BUSY, NO_ANSWER, FAILED -> Person.of(persona, speech);
        };
    }

    /// Hears one frame of the agent and returns the frame said meanwhile, both 160 bytes of µ-law.
    byte[] step(byte[] heard);

    /// The key pressed in the frame just stepped, or 0.
    char pressed();

    boolean hungUp();

    /// Whether a machine answered, as answering machine detection would find out.
    boolean machine();

    /// How long after the answer the first words (or the greeting and its beep) are over.
    Duration greetingEnd();
}
