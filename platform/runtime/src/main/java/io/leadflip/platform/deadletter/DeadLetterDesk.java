package io.leadflip.platform.deadletter;

import io.leadflip.contracts.door.DeadLetterReport;
import io.leadflip.contracts.door.DeadLetterReport.Line;
import io.leadflip.contracts.door.DeadLetterSelection;
import io.leadflip.contracts.door.DeadLetterState;
import io.leadflip.contracts.door.ReplayOutlook;
import io.leadflip.contracts.event.EventJson;
import io.leadflip.contracts.event.Source;
import io.leadflip.platform.Service;
import io.leadflip.platform.deadletter.DeadLetterRows.Chosen;
import io.leadflip.platform.postgres.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/// What operators do with this service's dead letters. Each operation and the note of who did it
/// are one transaction.
@ApplicationScoped
public class DeadLetterDesk {
    private final Transactions transactions;
    private final DeadLetterRows rows;
    private final Outlook outlook;
    private final PuttingBack puttingBack;
    private final OperatorActions actions;
    private final Source self;

    DeadLetterDesk(
            Transactions transactions,
            DeadLetterRows rows,
            Outlook outlook,
            PuttingBack puttingBack,
            OperatorActions actions,
            Service service) {
        this.transactions = transactions;
        this.rows = rows;
        this.outlook = outlook;
        this.puttingBack = puttingBack;
        this.actions = actions;
        this.self = service.service();
    }

    /// Says what a replay would do, and does nothing.
    public Uni<DeadLetterReport> dryRun(DeadLetterSelection selection, String who) {
        return transactions.run(
                () ->
                        rows.chosen(selection)
                                .chain(letters -> each(letters, outlook::of))
                                .call(report -> note("DRY_RUN", who, selection, report)));
    }

    /// Puts back every chosen letter that has a good outlook; the others stay as they are.
    public Uni<DeadLetterReport> replay(DeadLetterSelection selection, String who) {
        return transactions.run(
                () ->
                        rows.locked(selection)
                                .chain(letters -> each(letters, letter -> replay(letter, who)))
                                .call(report -> note("REPLAY", who, selection, report)));
    }

    /// Puts away every chosen letter that is open.
    public Uni<DeadLetterReport> discard(DeadLetterSelection selection, String who) {
        return transactions.run(
                () ->
                        rows.locked(selection)
                                .chain(letters -> each(letters, letter -> discard(letter, who)))
                                .call(report -> note("DISCARD", who, selection, report)));
    }

    private Uni<Line> replay(Chosen letter, String who) {
        return outlook.of(letter)
                .call(line -> line.affected() ? putBack(letter, who) : Uni.createFrom().voidItem());
    }

    private Uni<Void> putBack(Chosen letter, String who) {
        return puttingBack
                .putBack(letter)
                .chain(() -> rows.settle(letter.id(), DeadLetterState.REPLAYED, who));
    }

    private Uni<Line> discard(Chosen letter, String who) {
        return letter.open()
                ? rows.settle(letter.id(), DeadLetterState.DISCARDED, who)
                        .replaceWith(new Line(letter.id(), true, null, null))
                : Uni.createFrom().item(new Line(letter.id(), false, ReplayOutlook.SETTLED, null));
    }

    /// One after the other: what an earlier letter puts back, a later one of its key sees.
    private Uni<DeadLetterReport> each(List<Chosen> letters, Function<Chosen, Uni<Line>> step) {
        return Multi.createFrom()
                .iterable(letters)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .collect()
                .asList()
                .map(
                        lines ->
                                new DeadLetterReport(
                                        self,
                                        (int) lines.stream().filter(Line::affected).count(),
                                        lines));
    }

    private Uni<Void> note(
            String action, String who, DeadLetterSelection selection, DeadLetterReport report) {
        var scope = JsonObject.mapFrom(EventJson.mapper().valueToTree(selection));
        return actions.note(who, action, scope, report.affected());
    }
}
