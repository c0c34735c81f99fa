package io.leadflip.calls.transcript;

import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.problem.FailureDescription;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/// Forgets what was said in calls that are old enough: the turns, the notes and the summary go, and
/// with the attempt's key everything else that was sealed with it. Every instance looks; what one
/// has in hand the others pass over.
@ApplicationScoped
public class ForgetTranscripts {
    private static final Logger LOG = Logger.getLogger(ForgetTranscripts.class);
    private static final int PORTION = 200;
    private static final String FORGET =
            """
            with old as (
              select id, call_id from attempt
              where sealed_key is not null
                and coalesce(ended_at, started_at) < now() - $1::bigint * interval '1 second'
              order by coalesce(ended_at, started_at) limit $2 for update skip locked),
            turns as (delete from turn using old where turn.attempt_id = old.id),
            notes as (delete from appointment_note note using old where note.attempt_id = old.id),
            summaries as (
              update call set sealed_summary = null, sealed_next_action = null
              from old where call.id = old.call_id)
            update attempt set sealed_key = null, sealed_brief = null from old where attempt.id = old.id""";

    private final Transactions transactions;
    private final Sql sql;
    private final TranscriptSettings settings;
    private final MeterRegistry metrics;
    private final Vertx vertx;

    ForgetTranscripts(
            Transactions transactions,
            Sql sql,
            TranscriptSettings settings,
            MeterRegistry metrics,
            Vertx vertx) {
        this.transactions = transactions;
        this.sql = sql;
        this.settings = settings;
        this.metrics = metrics;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(
                settings.forgetEvery().toMillis(),
                timer ->
                        forget().subscribe()
                                .with(
                                        done -> {},
                                        failure ->
                                                LOG.warnf(
                                                        "Old transcripts were not forgotten: %s",
                                                        FailureDescription.brief(failure))));
    }

    /// Forgets everything that is too old, a portion for each transaction.
    public Uni<Void> forget() {
        return Multi.createBy()
                .repeating()
                .uni(this::portion)
                .whilst(forgotten -> forgotten == PORTION)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Integer> portion() {
        return transactions
                .apart(() -> sql.update(FORGET, settings.kept().toSeconds(), PORTION))
                .invoke(
                        forgotten ->
                                metrics.counter("leadflip.calls.transcripts.forgotten")
                                        .increment(forgotten));
    }
}
