package io.leadflip.faults.check;

import io.leadflip.faults.load.Tally;
import io.leadflip.faults.world.Database;
import io.leadflip.sandbox.checker.CheckReport;
import io.leadflip.sandbox.checker.Checker;
import io.leadflip.sandbox.story.Patience;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What is required of a run, compared with what the checker counted.
public final class Verdict {
    /// The last messages may still be on their way when everything else has ended, and offers that
    /// run out bring new ones.
    private static final Patience LAST_WORDS =
            new Patience(Duration.ofSeconds(60), Duration.ofSeconds(2));

    private static final List<String> UNMADE = List.of("DENIED", "CANCELLED");
    private static final int SHOWN = 10;

    private Verdict() {}

    /// What the checker finds once nothing is on its way.
    public static CheckReport settled(Checker checker) {
        return LAST_WORDS
                .until(() -> Optional.of(checker.check()).filter(report -> report.lost() == 0))
                .orElseGet(checker::check);
    }

    public static long effects(Database database) {
        try (Connection connection = database.reader()) {
            return Backlog.effects(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("Postgres does not answer after the fault", e);
        }
    }

    /// @param planted dead letters that the scenario itself brought about
    /// @return one sentence for each requirement that is not met
    public static List<String> of(
            CheckReport report, DoubtBound doubt, Tally people, long planted) {
        List<String> failures = new ArrayList<>();
        shown(failures, "lost", report.missing());
        shown(failures, "notified twice", report.toldTwice());
        shown(failures, "dialled twice", report.calledTwice());
        shown(failures, "stored twice", report.storedTwice());
        shown(failures, "dialled who must not be", report.forbidden());
        shown(failures, "recorded without a yes", report.unconsented());
        if (!doubt.holds(report.unknown().size())) {
            shown(failures, "in doubt (%s)".formatted(doubt), report.unknown());
        }
        if (report.deadLetters() != planted) {
            failures.add("%d dead letters instead of %d".formatted(report.deadLetters(), planted));
        }
        calls(failures, report, people);
        if (people.gaveUp() > 0) {
            failures.add(people.gaveUp() + " people did not come as far as they wanted");
        }
        if (people.refused() > 0) {
            failures.add(people.refused() + " leads were refused, however often the client asked");
        }
        return failures;
    }

    /// Everybody for whom a call is asked has proved the phone and agreed, and nobody stops calls:
    /// each must be made, and a run without any proves nothing about calls.
    private static void calls(List<String> failures, CheckReport report, Tally people) {
        for (String unmade : UNMADE) {
            long calls = report.outcomes().getOrDefault(unmade, 0L);
            if (calls > 0) {
                failures.add(
                        "%d calls %s although everybody had agreed"
                                .formatted(calls, unmade.toLowerCase(Locale.ROOT)));
            }
        }
        if (people.callsAsked() == 0 || report.dials() == 0) {
            failures.add(
                    "nothing is known of calls: %d asked for, %d dialled"
                            .formatted(people.callsAsked(), report.dials()));
        }
    }

    private static void shown(List<String> failures, String kind, List<String> findings) {
        if (!findings.isEmpty()) {
            failures.add(findings.size() + " " + kind);
            findings.stream().limit(SHOWN).forEach(finding -> failures.add("  " + finding));
        }
    }
}
