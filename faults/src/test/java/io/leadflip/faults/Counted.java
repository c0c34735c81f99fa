package io.leadflip.faults;

import io.leadflip.sandbox.checker.CheckReport;
import java.util.List;
import java.util.Map;

/// What a checker may have counted.
public final class Counted {
    private Counted() {}

    /// A hundred leads, nothing wrong.
    public static CheckReport clean() {
        return report(List.of(), List.of(), List.of(), List.of());
    }

    public static CheckReport report(
            List<String> toldTwice,
            List<String> calledTwice,
            List<String> missing,
            List<String> unknown) {
        return report(toldTwice, calledTwice, missing, unknown, 9, Map.of(), 0);
    }

    /// Nothing wrong, except with calls.
    public static CheckReport calls(int dials, Map<String, Long> outcomes) {
        return report(List.of(), List.of(), List.of(), List.of(), dials, outcomes, 0);
    }

    /// Nothing wrong, except that so much was given up.
    public static CheckReport deadLetters(int letters) {
        return report(List.of(), List.of(), List.of(), List.of(), 9, Map.of(), letters);
    }

    private static CheckReport report(
            List<String> toldTwice,
            List<String> calledTwice,
            List<String> missing,
            List<String> unknown,
            int dials,
            Map<String, Long> outcomes,
            int deadLetters) {
        return new CheckReport(
                100,
                100,
                80,
                10,
                240,
                dials,
                outcomes,
                toldTwice,
                calledTwice,
                List.of(),
                List.of(),
                missing,
                List.of(),
                unknown,
                deadLetters);
    }
}
