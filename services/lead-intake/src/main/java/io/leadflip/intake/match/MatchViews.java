package io.leadflip.intake.match;

import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.contracts.value.Channel;
import io.leadflip.intake.contact.SellerConsents.ConsentView;
import io.leadflip.intake.lead.Leads.BudgetView;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Matches as each side sees them. Runs in the current transaction.
@ApplicationScoped
public class MatchViews {
    private static final double METRES_PER_MILE = 1609.344;

    @Schema(name = "LeadMatch")
    public record ForConsumer(
            UUID matchId,
            UUID businessId,
            String businessName,
            String status,
            int score,
            Map<String, Object> parts,
            List<String> reasons,
            double distanceMiles,
            int wave,
            ConsentView consent) {}

    /// What a business may know before the consumer agrees to more: no name, no address.
    @Schema(name = "BusinessMatch")
    public record ForBusiness(
            UUID matchId,
            UUID leadId,
            String status,
            int score,
            List<String> reasons,
            String category,
            String urgency,
            String summary,
            String city,
            String zip,
            double distanceMiles,
            BudgetView budget,
            Instant answerBy) {}

    private static final String OF_LEAD =
            """
            select m.id, m.business_id, b.name, m.status, m.score, m.parts, m.reasons, m.distance_metres, m.wave,
              c.id, c.channels, c.purposes, c.granted_at, c.expires_at
            from match m left join business b on b.id = m.business_id
            left join consent c on c.match_id = m.id and c.kind = 'SELLER_CONTACT' and c.revoked_at is null and c.expires_at > now()
            where m.lead_id = $1 order by m.wave, m.score desc, m.id""";
    private static final String OF_BUSINESS =
            """
            select m.id, m.lead_id, m.status, m.score, m.reasons, l.category, l.urgency, l.summary, l.city, l.zip,
              m.distance_metres, l.budget_min, l.budget_max, m.answer_by
            from match m join lead l on l.id = m.lead_id
            where m.business_id = $1 order by m.offered_at desc limit 200""";

    private final Sql sql;

    MatchViews(Sql sql) {
        this.sql = sql;
    }

    public Uni<List<ForConsumer>> ofLead(UUID leadId) {
        return sql.select(OF_LEAD, leadId)
                .map(rows -> rows.stream().map(MatchViews::forConsumer).toList());
    }

    /// Newest first.
    public Uni<List<ForBusiness>> ofBusiness(UUID businessId) {
        return sql.select(OF_BUSINESS, businessId)
                .map(rows -> rows.stream().map(MatchViews::forBusiness).toList());
    }

    private static ForConsumer forConsumer(Row row) {
        return new ForConsumer(
                row.uuid(0),
                row.uuid(1),
                row.text(2),
                row.text(3),
                row.integer(4),
                row.json(5).getMap(),
                List.of((String[]) row.raw(6)),
                miles(row.real(7)),
                row.integer(8),
                row.uuid(9) == null ? null : consent(row));
    }

    private static ConsentView consent(Row row) {
        Set<Channel> channels =
                Stream.of((String[]) row.raw(10)).map(Channel::valueOf).collect(Collectors.toSet());
        Set<CallPurpose> purposes =
                Stream.of((String[]) row.raw(11)).map(CallPurpose::of).collect(Collectors.toSet());
        return new ConsentView(row.uuid(9), channels, purposes, row.instant(12), row.instant(13));
    }

    private static ForBusiness forBusiness(Row row) {
        var budget =
                row.raw(11) == null && row.raw(12) == null
                        ? null
                        : new BudgetView(row.decimal(11), row.decimal(12));
        return new ForBusiness(
                row.uuid(0),
                row.uuid(1),
                row.text(2),
                row.integer(3),
                List.of((String[]) row.raw(4)),
                row.text(5),
                row.text(6),
                row.text(7),
                row.text(8),
                row.text(9),
                miles(row.real(10)),
                budget,
                row.instant(13));
    }

    /// One decimal, as people say it.
    public static double miles(double metres) {
        return Math.round(metres / METRES_PER_MILE * 10) / 10.0;
    }
}
