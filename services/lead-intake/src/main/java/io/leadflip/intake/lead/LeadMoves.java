package io.leadflip.intake.lead;

import io.leadflip.contracts.event.LeadFact.LeadStatusChanged;
import io.leadflip.contracts.event.LeadFact.LeadWithdrawn;
import io.leadflip.contracts.value.LeadStatus;
import io.leadflip.intake.timeline.LeadJournal;
import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/// Moves leads from state to state by compare-and-set, and tells it. A lead that is elsewhere stays
/// where it is.
@ApplicationScoped
public class LeadMoves {
    /// From here a consumer may take a lead back, and an opt-out ends it.
    public static final Set<LeadStatus> OPEN =
            EnumSet.of(
                    LeadStatus.RECEIVED,
                    LeadStatus.CLASSIFIED,
                    LeadStatus.MATCHED,
                    LeadStatus.CONTACTED,
                    LeadStatus.APPOINTED,
                    LeadStatus.NEEDS_INFO,
                    LeadStatus.LOW_QUALITY,
                    LeadStatus.UNMATCHED);

    private static final String MOVE =
            """
            with before as (select status from lead where id = $1 for no key update)
            update lead set status = $2, updated_at = now()
            where id = $1 and (select status from before) = any ($3::text[])
            returning (select status from before)""";

    private final Sql sql;
    private final LeadJournal journal;
    private final Clock clock;

    LeadMoves(Sql sql, LeadJournal journal, Clock clock) {
        this.sql = sql;
        this.journal = journal;
        this.clock = clock;
    }

    /// @return whether the lead was in one of `from` and now is in `to`
    public Uni<Boolean> move(UUID leadId, LeadStatus to, Set<LeadStatus> from) {
        var names = from.stream().map(Enum::name).toArray(String[]::new);
        return sql.first(MOVE, leadId, to, names)
                .chain(
                        moved ->
                                moved.map(row -> told(leadId, LeadStatus.valueOf(row.text(0)), to))
                                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    public Uni<Boolean> move(UUID leadId, LeadStatus to, LeadStatus... from) {
        return move(leadId, to, EnumSet.copyOf(Arrays.asList(from)));
    }

    /// Ends an open lead at its consumer's wish.
    public Uni<Boolean> withdraw(UUID leadId) {
        return move(leadId, LeadStatus.WITHDRAWN, OPEN)
                .call(
                        moved ->
                                moved
                                        ? journal.tell(new LeadWithdrawn(leadId, clock.instant()))
                                        : Uni.createFrom().voidItem());
    }

    private Uni<Boolean> told(UUID leadId, LeadStatus from, LeadStatus to) {
        return journal.tell(new LeadStatusChanged(leadId, from, to, clock.instant()))
                .replaceWith(true);
    }
}
