package io.leadflip.intake.lead;

import io.leadflip.intake.IntakeConfig;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Reads leads as their consumer sees them. Runs in the current transaction.
@ApplicationScoped
public class Leads {
    /// @param missing what the consumer can add, such as `PLACE`; null when nothing
    public record LeadView(
            UUID leadId,
            String status,
            String category,
            String urgency,
            BudgetView budget,
            PlaceView place,
            List<String> requirements,
            Double quality,
            String summary,
            String sentiment,
            String missing,
            String question,
            boolean phoneVerified,
            Instant createdAt) {}

    public record BudgetView(BigDecimal min, BigDecimal max) {}

    public record PlaceView(String zip, String city, String state) {}

    private static final int MOST = 100;
    private static final String COLUMNS =
            """
            select l.id, l.status, l.category, l.urgency, l.budget_min, l.budget_max, l.zip, l.city, l.state, l.requirements,
              l.quality, l.summary, l.sentiment, l.missing, l.language,
              c.phone_verified_at > now() - $2::bigint * interval '1 second', l.created_at
            from lead l join contact c on c.id = l.contact_id where\s""";

    private final Sql sql;
    private final long proofValidSeconds;

    Leads(Sql sql, IntakeConfig config) {
        this.sql = sql;
        this.proofValidSeconds = config.phoneProofValid().toSeconds();
    }

    public Uni<Optional<LeadView>> find(UUID leadId) {
        return sql.first(COLUMNS + "l.id = $1", leadId, proofValidSeconds)
                .map(row -> row.map(Leads::view));
    }

    /// Newest first.
    public Uni<List<LeadView>> ownedBy(String subject) {
        return sql.select(
                        COLUMNS + "l.owner = $1 order by l.created_at desc limit " + MOST,
                        subject,
                        proofValidSeconds)
                .map(rows -> rows.stream().map(Leads::view).toList());
    }

    private static LeadView view(Row row) {
        var budget =
                row.raw(4) == null && row.raw(5) == null
                        ? null
                        : new BudgetView(row.decimal(4), row.decimal(5));
        var place =
                row.text(6) == null ? null : new PlaceView(row.text(6), row.text(7), row.text(8));
        return new LeadView(
                row.uuid(0),
                row.text(1),
                row.text(2),
                row.text(3),
                budget,
                place,
                List.of((String[]) row.raw(9)),
                row.real(10),
                row.text(11),
                row.text(12),
                row.text(13),
                Questions.about(row.text(13), row.text(14)),
                row.bool(15),
                row.instant(16));
    }
}
