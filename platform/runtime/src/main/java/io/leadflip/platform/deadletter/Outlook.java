package io.leadflip.platform.deadletter;

import io.leadflip.contracts.door.DeadLetterReport.Line;
import io.leadflip.contracts.door.ReplayOutlook;
import io.leadflip.contracts.event.EventEntry;
import io.leadflip.contracts.event.EventEntry.MalformedEntryException;
import io.leadflip.contracts.event.EventType;
import io.leadflip.contracts.event.Recognition;
import io.leadflip.platform.deadletter.DeadLetterRows.Chosen;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.stream.Subscriber;
import io.leadflip.platform.work.WorkHandler;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Foretells what becomes of a letter that is put back, by what this version of the service can do
/// and by what the tables say right now.
@ApplicationScoped
class Outlook {
    private static final String FACT =
            """
            select exists (select from inbox where event_id = $1 and not buried),
                   exists (select from parked_event where partition_key = $2)""";
    private static final String WORK = "select state from work where kind = $1 and key = $2";

    private final Set<EventType> heard;
    private final Set<String> kinds;
    private final Sql sql;

    Outlook(@All List<Subscriber> subscribers, @All List<WorkHandler> handlers, Sql sql) {
        this.heard =
                subscribers.stream()
                        .flatMap(subscriber -> subscriber.types().stream())
                        .collect(Collectors.toUnmodifiableSet());
        this.kinds =
                handlers.stream().map(WorkHandler::kind).collect(Collectors.toUnmodifiableSet());
        this.sql = sql;
    }

    Uni<Line> of(Chosen letter) {
        if (!letter.open()) {
            return line(letter, ReplayOutlook.SETTLED);
        }
        return switch (letter.origin()) {
            case EVENT -> ofFact(letter, letter.entry());
            case WORK -> ofWork(letter);
        };
    }

    private Uni<Line> ofFact(Chosen letter, EventEntry entry) {
        return switch (entry.recognised()) {
            case Recognition.Known(var type) when !heard.contains(type) ->
                    line(letter, ReplayOutlook.NOBODY_LISTENS);
            case Recognition.Known known ->
                    unreadable(entry)
                            .map(reason -> line(letter, ReplayOutlook.UNREADABLE, reason))
                            .orElseGet(() -> ofReadableFact(letter, entry));
            case Recognition.OtherVersion(var type, var version) when !heard.contains(type) ->
                    line(letter, ReplayOutlook.NOBODY_LISTENS);
            case Recognition.OtherVersion other ->
                    line(letter, ReplayOutlook.OTHER_VERSION, other.reason());
            case Recognition.Unheard unheard -> line(letter, ReplayOutlook.NOBODY_LISTENS);
            case Recognition.Foreign foreign ->
                    line(letter, ReplayOutlook.UNREADABLE, "the type is none of ours");
        };
    }

    private Uni<Line> ofReadableFact(Chosen letter, EventEntry entry) {
        return sql.first(FACT, entry.id().orElseThrow(), entry.partitionKey())
                .map(found -> found.orElseThrow())
                .chain(
                        row ->
                                line(
                                        letter,
                                        row.bool(0)
                                                ? ReplayOutlook.ALREADY_HANDLED
                                                : row.bool(1)
                                                        ? ReplayOutlook.WAITS_FOR_ITS_KEY
                                                        : ReplayOutlook.RUNS));
    }

    private Uni<Line> ofWork(Chosen letter) {
        if (!kinds.contains(letter.name())) {
            return line(letter, ReplayOutlook.NOBODY_WORKS);
        }
        return sql.first(WORK, letter.name(), letter.payload().getString("key"))
                .map(found -> found.map(row -> row.text(0)))
                .chain(state -> line(letter, ofState(state)));
    }

    /// Work whose row was removed for its age is written anew.
    private static ReplayOutlook ofState(Optional<String> state) {
        return switch (state.orElse("ABANDONED")) {
            case "ABANDONED" -> ReplayOutlook.RUNS;
            case "DONE" -> ReplayOutlook.ALREADY_HANDLED;
            default -> ReplayOutlook.NOT_ABANDONED;
        };
    }

    private static Optional<String> unreadable(EventEntry entry) {
        try {
            entry.event();
            return Optional.empty();
        } catch (MalformedEntryException | RuntimeException e) {
            return Optional.of(FailureText.of(e.getMessage()));
        }
    }

    private static Uni<Line> line(Chosen letter, ReplayOutlook outlook) {
        return line(letter, outlook, null);
    }

    private static Uni<Line> line(Chosen letter, ReplayOutlook outlook, String detail) {
        return Uni.createFrom().item(new Line(letter.id(), outlook.replayable(), outlook, detail));
    }
}
