package io.leadflip.intake.match;

import io.leadflip.contracts.event.MatchFact.MatchAccepted;
import io.leadflip.contracts.event.MatchFact.MatchDeclined;
import io.leadflip.contracts.value.LeadStatus;
import io.leadflip.contracts.value.MatchStatus;
import io.leadflip.intake.IntakeConfig;
import io.leadflip.intake.match.AnswerPolicy.Decision;
import io.leadflip.intake.timeline.LeadJournal;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.leadflip.platform.work.WorkQueue;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;

/// Takes a business's answer under the lead's row lock, by the database's time. Runs in the current
/// transaction.
@ApplicationScoped
public class AnswerOffer {
    private static final String LOCK = "select id from lead where id = $1 for no key update";
    private static final String OFFER =
            """
            select m.status, l.status, m.answer_by, clock_timestamp(), m.business_id,
              (select count(*) from match o where o.lead_id = l.id and o.status = 'ACCEPTED')
            from match m join lead l on l.id = m.lead_id where m.id = $1 for update of m""";
    private static final String ANSWER =
            "update match set status = $2, answered_at = $3, decline_reason = $4::text where id = $1";

    private final Sql sql;
    private final LeadJournal journal;
    private final WorkQueue work;
    private final AnswerPolicy policy;
    private final MeterRegistry metrics;

    AnswerOffer(
            Sql sql,
            LeadJournal journal,
            WorkQueue work,
            IntakeConfig config,
            MeterRegistry metrics) {
        this.sql = sql;
        this.journal = journal;
        this.work = work;
        this.policy = new AnswerPolicy(config.mostAccepts());
        this.metrics = metrics;
    }

    public Uni<MatchStatus> accept(UUID leadId, UUID matchId) {
        return answer(leadId, matchId, MatchStatus.ACCEPTED, null, policy::accept);
    }

    public Uni<MatchStatus> decline(UUID leadId, UUID matchId, String reason) {
        return answer(leadId, matchId, MatchStatus.DECLINED, reason, policy::decline);
    }

    private Uni<MatchStatus> answer(
            UUID leadId,
            UUID matchId,
            MatchStatus answer,
            String reason,
            Function<AnswerPolicy.Offer, Decision> policy) {
        return sql.first(LOCK, leadId)
                .chain(() -> sql.first(OFFER, matchId))
                .map(row -> row.orElseThrow(() -> Problem.noSuch("match")))
                .chain(
                        row ->
                                carryOut(
                                        leadId,
                                        matchId,
                                        answer,
                                        reason,
                                        row,
                                        policy.apply(offer(row))))
                .replaceWith(answer);
    }

    private Uni<Void> carryOut(
            UUID leadId,
            UUID matchId,
            MatchStatus answer,
            String reason,
            Row row,
            Decision decision) {
        return switch (decision) {
            case Decision.Already already -> Uni.createFrom().voidItem();
            case Decision.Refuse(String code, String detail) ->
                    Uni.createFrom()
                            .failure(
                                    new Problem(ProblemType.CONFLICT, detail).with("reason", code));
            case Decision.Take take -> take(leadId, matchId, answer, reason, row);
        };
    }

    private Uni<Void> take(UUID leadId, UUID matchId, MatchStatus answer, String reason, Row row) {
        var at = row.instant(3);
        var businessId = row.uuid(4);
        metrics.counter(
                        "leadflip.matches.answers",
                        "answer",
                        answer.name().toLowerCase(Locale.ROOT))
                .increment();
        return sql.update(ANSWER, matchId, answer, at, reason)
                .chain(() -> work.cancel(ExpireOffer.KIND, matchId.toString()))
                .chain(
                        () ->
                                journal.tell(
                                        answer == MatchStatus.ACCEPTED
                                                ? new MatchAccepted(leadId, matchId, businessId, at)
                                                : new MatchDeclined(
                                                        leadId, matchId, businessId, at)));
    }

    private static AnswerPolicy.Offer offer(Row row) {
        return new AnswerPolicy.Offer(
                MatchStatus.valueOf(row.text(0)),
                LeadStatus.valueOf(row.text(1)),
                row.instant(2),
                row.integer(5),
                row.instant(3));
    }
}
