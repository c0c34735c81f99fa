package io.leadflip.faults;

import io.leadflip.sandbox.checker.CheckReport;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/// The result of a whole run: a table of one row a scenario, then one JSON object on one line.
final class Report {
    private static final String ROW = "%-20s %-8s %6s %6s %6s %6s %6s %5s %5s %5s %5s %8s %6s%n";

    private final List<Outcome> outcomes;

    Report(List<Outcome> outcomes) {
        this.outcomes = List.copyOf(outcomes);
    }

    /// Whether every scenario that ran did what is required, and at least one ran.
    boolean good() {
        return outcomes.stream().noneMatch(Report::failed)
                && outcomes.stream().anyMatch(Outcome.Ran.class::isInstance);
    }

    private static boolean failed(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ran ran -> !ran.passed();
            case Outcome.Broken broken -> true;
            case Outcome.Skipped skipped -> false;
        };
    }

    void print(PrintStream out) {
        out.println();
        out.printf(
                ROW,
                "scenario",
                "result",
                "leads",
                "class.",
                "match.",
                "notif.",
                "called",
                "lost",
                "twice",
                "doubt",
                "dead",
                "recovery",
                "took");
        outcomes.forEach(outcome -> row(out, outcome));
        out.println();
    }

    private static void row(PrintStream out, Outcome outcome) {
        switch (outcome) {
            case Outcome.Ran ran -> {
                CheckReport report = ran.report();
                out.printf(
                        ROW,
                        ran.scenario(),
                        ran.passed() ? "passed" : "FAILED",
                        ran.answered(),
                        report.classified(),
                        report.matched(),
                        report.notified(),
                        report.dials(),
                        report.lost(),
                        report.duplicates(),
                        report.unknown().size(),
                        report.deadLetters(),
                        "%.1f s".formatted(seconds(ran.recovery())),
                        ran.took().toSeconds() + " s");
                ran.notes().forEach(note -> out.println("    " + note));
                ran.failures().forEach(failure -> out.println("  ✗ " + failure));
            }
            case Outcome.Broken broken ->
                    out.printf("%-20s %-8s %s%n", broken.scenario(), "BROKEN", broken.why());
            case Outcome.Skipped skipped ->
                    out.printf("%-20s %-8s %s%n", skipped.scenario(), "skipped", skipped.why());
        }
    }

    /// @param versions of what was run, by name
    JsonObject json(Settings settings, Map<String, String> versions) {
        return new JsonObject()
                .put("leads", sum(CheckReport::leads))
                .put("classified", sum(CheckReport::classified))
                .put("matched", sum(CheckReport::matched))
                .put("notified", sum(CheckReport::notified))
                .put("called", sum(CheckReport::dials))
                .put("lost", sum(CheckReport::lost))
                .put(
                        "duplicates",
                        new JsonObject()
                                .put("notifications", sum(report -> report.toldTwice().size()))
                                .put("dials", sum(report -> report.calledTwice().size()))
                                .put("leads", sum(report -> report.storedTwice().size())))
                .put("unknown", sum(report -> report.unknown().size()))
                .put("effects", ran().stream().mapToLong(ran -> ran.doubt().effects()).sum())
                .put(
                        "unclearAnswers",
                        ran().stream().mapToLong(ran -> ran.doubt().unclearAnswers()).sum())
                .put("unexplained", ran().stream().mapToLong(Outcome.Ran::unexplained).sum())
                .put("deadLetters", sum(CheckReport::deadLetters))
                .put("worstRecoverySeconds", seconds(worst()))
                .put("run", ran().size())
                .put("failed", names(outcomes.stream().filter(Report::failed).toList()))
                .put(
                        "skipped",
                        names(outcomes.stream().filter(Outcome.Skipped.class::isInstance).toList()))
                .put("rate", settings.crowd().perSecond())
                .put("finding", settings.crowd().finding())
                .put("kills", settings.kills())
                .put("seed", settings.seed())
                .put("versions", new JsonObject(new LinkedHashMap<>(versions)));
    }

    private List<Outcome.Ran> ran() {
        return outcomes.stream()
                .filter(Outcome.Ran.class::isInstance)
                .map(Outcome.Ran.class::cast)
                .toList();
    }

    private long sum(ToLongFunction<CheckReport> figure) {
        return ran().stream().map(Outcome.Ran::report).mapToLong(figure).sum();
    }

    private Duration worst() {
        return ran().stream()
                .map(Outcome.Ran::recovery)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 100 / 10.0;
    }

    private static JsonArray names(List<Outcome> outcomes) {
        return new JsonArray(outcomes.stream().map(Outcome::scenario).toList());
    }
}
