package io.leadflip.intake.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.leadflip.intake.access.Callers;
import io.leadflip.intake.call.CallReads;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What operators look at; every figure is counted when asked.
@Tag(name = "admin")
@Path("/v1/admin")
@Produces("application/json")
public class AdminResource {
    public record Stats(
            Map<String, Long> leads,
            Map<String, Long> matches,
            Map<String, Long> calls,
            long businesses,
            long suppressions,
            long deadLetters) {}

    private final Callers callers;
    private final Transactions transactions;
    private final Sql sql;
    private final CallReads reads;

    AdminResource(Callers callers, Transactions transactions, Sql sql, CallReads reads) {
        this.callers = callers;
        this.transactions = transactions;
        this.sql = sql;
        this.reads = reads;
    }

    @GET
    @Path("/stats")
    @Operation(summary = "Counts of what is stored, made when asked")
    public Uni<Stats> stats() {
        return callers.account("admin").chain(admin -> transactions.run(this::counted));
    }

    private Uni<Stats> counted() {
        return sql.select(
                        """
                        select 'lead', status, count(*) from lead group by status
                        union all select 'match', status, count(*) from match group by status
                        union all select 'call', status, count(*) from call_request group by status
                        union all select 'business', '', count(*) from business
                        union all select 'suppression', '', count(*) from suppression
                        union all select 'dead-letter', '', count(*) from dead_letter where state = 'OPEN'""")
                .map(
                        rows ->
                                new Stats(
                                        byStatus(rows, "lead"),
                                        byStatus(rows, "match"),
                                        byStatus(rows, "call"),
                                        one(rows, "business"),
                                        one(rows, "suppression"),
                                        one(rows, "dead-letter")));
    }

    private static Map<String, Long> byStatus(List<Row> rows, String what) {
        var counts = new TreeMap<String, Long>();
        rows.stream()
                .filter(row -> row.text(0).equals(what))
                .forEach(row -> counts.put(row.text(1), row.bigint(2)));
        return counts;
    }

    private static long one(List<Row> rows, String what) {
        return rows.stream()
                .filter(row -> row.text(0).equals(what))
                .mapToLong(row -> row.bigint(2))
                .sum();
    }

    @GET
    @Path("/contact-decisions")
    @Operation(summary = "Why a call was allowed, deferred or denied")
    public Uni<JsonNode> decisions(@QueryParam("callId") UUID callId) {
        if (callId == null) {
            throw new Problem(ProblemType.BAD_REQUEST, "A callId is needed.");
        }
        return callers.account("admin")
                .chain(admin -> reads.call(callId))
                .map(call -> call.orElseThrow(() -> Problem.noSuch("call")))
                .map(
                        call ->
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .set("decisions", call.path("decisions")));
    }
}
