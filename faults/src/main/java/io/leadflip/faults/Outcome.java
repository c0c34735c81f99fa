package io.leadflip.faults;

import io.leadflip.faults.check.DoubtBound;
import io.leadflip.sandbox.checker.CheckReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How one scenario ended.
public sealed interface Outcome {
    String scenario();

    /// It ran, and the checker counted.
    ///
    /// @param answered leads that were answered with a 2xx
    /// @param doubt how many messages and calls there were, and how many of them may be in doubt
    /// @param recovery the longest recovery
    /// @param failures what must not have been; none when it passed
    record Ran(
            String scenario,
            int answered,
            CheckReport report,
            DoubtBound doubt,
            Duration recovery,
            Duration took,
            List<String> notes,
            List<String> failures)
            implements Outcome {
        public boolean passed() {
            return failures.isEmpty();
        }

        /// How much is in doubt that no unclear answer of a provider explains.
        long unexplained() {
            return doubt.unexplained(report.unknown().size());
        }
    }

    /// It could not be run to its end: nothing was counted, so it counts as failed.
    record Broken(String scenario, String why) implements Outcome {}

    /// It cannot be run on this machine. It has not passed.
    record Skipped(String scenario, String why) implements Outcome {}

    /// What the checker counted, when it did.
    default Optional<CheckReport> counted() {
        return switch (this) {
            case Ran ran -> Optional.of(ran.report());
            case Broken broken -> Optional.empty();
            case Skipped skipped -> Optional.empty();
        };
    }
}
