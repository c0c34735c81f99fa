package io.leadflip.sandbox.caller;

/// Turns a sentence into 8 kHz µ-law audio. May take its time: never asked on an event loop.
@FunctionalInterface
public interface Speech {
    byte[] mulaw(String text, String voice);
}
