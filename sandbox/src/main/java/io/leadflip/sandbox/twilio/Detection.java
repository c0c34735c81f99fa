package io.leadflip.sandbox.twilio;

import io.leadflip.sandbox.caller.Callee;
import java.time.Duration;
import java.util.Optional;

/// Answering machine detection as ordered with the call: what it will say, and when.
record Detection(Mode mode, Optional<Webhook> asyncCallback, boolean async, Duration timeout) {
    enum Mode {
        OFF,
        ENABLE,
        MESSAGE_END
    }

    /// What detection concluded, that long after the answer.
    record Verdict(String answeredBy, Duration after) {}

    private static final Duration SPEECH_THRESHOLD = Duration.ofMillis(2400);
    private static final Duration SPEECH_END_THRESHOLD = Duration.ofMillis(1200);

    static Detection of(Form form) {
        return new Detection(
                mode(form),
                Webhook.in(form, "AsyncAmdStatusCallback", "AsyncAmdStatusCallbackMethod"),
                form.yes("AsyncAmd"),
                Duration.ofSeconds(form.number("MachineDetectionTimeout", 30, 3, 59).orElse(30)));
    }

    /// Sending digits disables detection.
    private static Mode mode(Form form) {
        if (form.text("SendDigits").isPresent()) {
            return Mode.OFF;
        }
        return switch (form.text("MachineDetection").orElse("")) {
            case "Enable" -> Mode.ENABLE;
            case "DetectMessageEnd" -> Mode.MESSAGE_END;
            default -> Mode.OFF;
        };
    }

    Optional<Verdict> on(Callee callee) {
        return mode == Mode.OFF ? Optional.empty() : Optional.of(verdict(callee));
    }

    private Verdict verdict(Callee callee) {
        Verdict sure = callee.machine() ? machine(callee) : human(callee);
        return sure.after().compareTo(timeout) > 0 ? new Verdict("unknown", timeout) : sure;
    }

    private static Verdict human(Callee callee) {
        return new Verdict("human", callee.greetingEnd().plus(SPEECH_END_THRESHOLD));
    }

    private Verdict machine(Callee callee) {
        return mode == Mode.MESSAGE_END
                ? new Verdict("machine_end_beep", callee.greetingEnd())
                : new Verdict("machine_start", SPEECH_THRESHOLD);
    }
}
