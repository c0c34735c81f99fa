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
        return new CheckReport(
                100,
                100,
                80,
                10,
                240,
                9,
                Map.of(),
                toldTwice,
                calledTwice,
                List.of(),
                List.of(),
                missing,
                List.of(),
                unknown,
                0);
    }
}
