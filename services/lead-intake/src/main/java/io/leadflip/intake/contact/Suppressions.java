package io.leadflip.intake.contact;

import io.leadflip.contracts.event.ContactFact.ContactSuppressed;
import io.leadflip.contracts.value.Channel;
import io.leadflip.intake.lead.LeadMoves;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.outbox.Outbox;
import io.leadflip.platform.postgres.Sql;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/// Who does not want to be contacted any more, and by which channels.
@ApplicationScoped
public class Suppressions {
    private static final String ADD =
            """
            insert into suppression (id, contact_key, channels, reason, suppressed_at) values ($1, $2, $3, $4, $5)
            on conflict (contact_key, channels, reason) do nothing""";
    private static final String OPEN_LEADS =
            """
            select l.id from lead l join contact c on c.id = l.contact_id
            where c.phone_key = $1 and l.status = any ($2::text[]) order by l.id""";

    private final Sql sql;
    private final LeadMoves moves;
    private final Outbox outbox;
    private final MeterRegistry metrics;
    private final Clock clock;

    Suppressions(Sql sql, LeadMoves moves, Outbox outbox, MeterRegistry metrics, Clock clock) {
        this.sql = sql;
        this.moves = moves;
        this.outbox = outbox;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// Stores a wish that was told to us and tells it to everybody; one that is known already is
    /// not told again. Runs in the current transaction.
    public Uni<Void> tell(ContactSuppressed fact) {
        return add(fact).chain(added -> added ? outbox.append(fact) : Uni.createFrom().voidItem());
    }

    /// Stores it; who refuses calls takes back every open lead of that phone. Runs in the current
    /// transaction.
    ///
    /// @return whether it was not known before
    public Uni<Boolean> add(ContactSuppressed fact) {
        var channels = fact.channels().stream().map(Enum::name).sorted().toArray(String[]::new);
        boolean calls = fact.channels().isEmpty() || fact.channels().contains(Channel.AI_VOICE);
        return sql.update(
                        ADD,
                        Identifiers.next(),
                        fact.contactKey(),
                        channels,
                        fact.reason(),
                        fact.suppressedAt())
                .call(() -> calls ? withdrawLeads(fact.contactKey()) : Uni.createFrom().voidItem())
                .map(added -> added == 1)
                .invoke(added -> measure(added, fact));
    }

    /// From the moment the person said so to the moment nothing is permitted any more; a wish that
    /// was known already has no delay.
    private void measure(boolean added, ContactSuppressed fact) {
        if (added) {
            var delay = Duration.between(fact.suppressedAt(), clock.instant());
            metrics.timer("leadflip.intake.suppressions.delay")
                    .record(delay.isNegative() ? Duration.ZERO : delay);
        }
    }

    private Uni<Void> withdrawLeads(String contactKey) {
        var open = LeadMoves.OPEN.stream().map(Enum::name).toArray(String[]::new);
        return sql.select(OPEN_LEADS, contactKey, open)
                .chain(
                        rows ->
                                Multi.createFrom()
                                        .iterable(rows)
                                        .map(row -> row.uuid(0))
                                        .onItem()
                                        .transformToUniAndConcatenate(moves::withdraw)
                                        .collect()
                                        .last())
                .replaceWithVoid();
    }
}
