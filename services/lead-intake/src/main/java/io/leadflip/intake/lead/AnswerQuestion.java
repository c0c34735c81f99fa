package io.leadflip.intake.lead;

import io.leadflip.contracts.value.LeadStatus;
import io.leadflip.intake.IntakeConfig;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.leadflip.platform.work.WorkQueue;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/// Takes what a consumer adds to a lead that lacked something, and has it classified again.
@ApplicationScoped
public class AnswerQuestion {
    private static final String ADD =
            """
            update lead set given_zip = coalesce($2::text, given_zip), text = case when $3::text is null then text else text || E'\\n' || $3 end,
              round = round + 1, missing = null
            where id = $1 and status in ('NEEDS_INFO', 'LOW_QUALITY') and round <= $4 returning round""";

    private final Sql sql;
    private final LeadMoves moves;
    private final WorkQueue work;
    private final IntakeConfig config;
    private final Clock clock;

    AnswerQuestion(Sql sql, LeadMoves moves, WorkQueue work, IntakeConfig config, Clock clock) {
        this.sql = sql;
        this.moves = moves;
        this.work = work;
        this.config = config;
        this.clock = clock;
    }

    /// Runs in the current transaction.
    public Uni<Void> answer(UUID leadId, String zip, String text) {
        return sql.first(ADD, leadId, zip, text, config.mostAnswers())
                .map(
                        row ->
                                row.orElseThrow(
                                                () ->
                                                        new Problem(
                                                                ProblemType.CONFLICT,
                                                                "This lead does not wait for an answer."))
                                        .integer(0))
                .call(
                        () ->
                                moves.move(
                                        leadId,
                                        LeadStatus.RECEIVED,
                                        LeadStatus.NEEDS_INFO,
                                        LeadStatus.LOW_QUALITY))
                .chain(
                        round ->
                                work.schedule(
                                        ClassifyLead.KIND,
                                        leadId + ":" + round,
                                        new JsonObject()
                                                .put("leadId", leadId.toString())
                                                .put("round", round),
                                        clock.instant()));
    }
}
