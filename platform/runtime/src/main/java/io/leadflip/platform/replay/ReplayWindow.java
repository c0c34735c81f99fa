package io.leadflip.platform.replay;

import io.leadflip.contracts.door.OutboxReplayRequest;
import io.leadflip.contracts.event.EventType;
import io.leadflip.platform.outbox.OutboxConfig;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/// What a replay can reach: facts are kept for some days and no longer.
@ApplicationScoped
public class ReplayWindow {
    private final OutboxConfig config;
    private final Clock clock;

    ReplayWindow(OutboxConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /// The request with its end and the full name of its type.
    ///
    /// @throws Problem 422 that says what is wrong with it
    public OutboxReplayRequest checked(OutboxReplayRequest request) {
        if (request.id() == null || request.from() == null) {
            throw refused("from is needed.");
        }
        var now = clock.instant();
        var to = request.to() == null ? now : request.to();
        if (!request.from().isBefore(to) || request.from().isAfter(now)) {
            throw refused("from has to be in the past and before to.");
        }
        requireKept(request.from(), now);
        return new OutboxReplayRequest(
                request.id(), request.from(), to, wire(request.type()), request.dryRun());
    }

    private void requireKept(Instant from, Instant now) {
        var earliest =
                now.atOffset(ZoneOffset.UTC)
                        .truncatedTo(ChronoUnit.DAYS)
                        .minusDays(config.keepDays())
                        .toInstant();
        if (from.isBefore(earliest)) {
            throw refused(
                    "Told facts are kept for %d days; the earliest from is %s."
                            .formatted(config.keepDays(), earliest));
        }
    }

    private static String wire(String type) {
        return type == null
                ? null
                : Arrays.stream(EventType.values())
                        .filter(
                                known ->
                                        known.shortName().equals(type) || known.wire().equals(type))
                        .findFirst()
                        .orElseThrow(() -> refused("There is no type of that name."))
                        .wire();
    }

    private static Problem refused(String why) {
        return new Problem(ProblemType.UNPROCESSABLE, why);
    }
}
