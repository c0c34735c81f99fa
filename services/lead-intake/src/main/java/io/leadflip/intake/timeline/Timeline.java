package io.leadflip.intake.timeline;

import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Reads what happened to a lead.
@ApplicationScoped
public class Timeline {
    /// @param id counts from 1 for each lead, in the order things became known
    /// @param kind entity and fact, such as `match.offered`
    /// @param detail no personal data
    @Schema(name = "TimelineEntry")
    public record Entry(long id, Instant at, String kind, Map<String, Object> detail) {}

    private final Transactions transactions;
    private final Sql sql;

    Timeline(Transactions transactions, Sql sql) {
        this.transactions = transactions;
        this.sql = sql;
    }

    /// @param last the last entry already known; 0 for none
    public Uni<List<Entry>> after(UUID leadId, long last, int limit) {
        return transactions.run(
                () ->
                        sql.select(
                                        "select id, at, kind, detail from timeline where lead_id = $1 and id > $2 order by id limit $3",
                                        leadId,
                                        last,
                                        limit)
                                .map(rows -> rows.stream().map(Timeline::entry).toList()));
    }

    /// What was noted about one call: its states and its media, no messages about it.
    Uni<List<Entry>> ofCallAfter(UUID callId, long last, int limit) {
        return transactions.run(
                () ->
                        sql.select(
                                        """
                                        select t.id, t.at, t.kind, t.detail from call_request c join timeline t on t.lead_id = c.lead_id
                                        where c.id = $1 and t.id > $2 and t.detail ->> 'callId' = c.id::text
                                          and (t.kind like 'call.%' or t.kind like 'media.%')
                                        order by t.id limit $3""",
                                        callId, last, limit)
                                .map(rows -> rows.stream().map(Timeline::entry).toList()));
    }

    private static Entry entry(Row row) {
        return new Entry(row.bigint(0), row.instant(1), row.text(2), row.json(3).getMap());
    }
}
