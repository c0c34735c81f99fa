package io.leadflip.platform.outbox;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.contracts.event.LeadFact.LeadWithdrawn;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.stream.StreamConfig;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The relay at work on real tables and a real Redis.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
class OutboxRelayTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String OWN_TRANSACTION = "select pg_current_xact_id()::text::bigint";

    @Inject Outbox outbox;
    @Inject OutboxPublisher publisher;
    @Inject Transactions transactions;
    @Inject Sql sql;
    @Inject Pool pool;
    @Inject Redis redis;
    @Inject StreamConfig config;

    private final UUID slow = Identifiers.next();
    private final UUID quick = Identifiers.next();

    @Test
    void shouldTellWhatCommitsLate() throws Exception {
        // Given
        var holder = new CompletableFuture<Long>();
        var mayCommit = new CompletableFuture<Void>();
        var committed = appendSlowly(holder, mayCommit);
        holder.get(10, TimeUnit.SECONDS);
        append(quick);
        await().atMost(10, SECONDS).until(() -> !told(quick).isEmpty());
        // When
        mayCommit.complete(null);
        committed.get(10, TimeUnit.SECONDS);
        // Then
        await().atMost(10, SECONDS).until(() -> !told(slow).isEmpty());
        assertThat(told(slow)).hasSize(1);
    }

    @Test
    void shouldSeeTheHorizonBehindWhoeverHoldsAPosition() throws Exception {
        // Given
        var holder = new CompletableFuture<Long>();
        var mayCommit = new CompletableFuture<Void>();
        var committed = appendSlowly(holder, mayCommit);
        var transaction = holder.get(10, TimeUnit.SECONDS);
        // When
        var horizon =
                pool.withTransaction(connection -> new OutboxRounds(connection).horizon())
                        .await()
                        .atMost(SOON);
        // Then
        assertThat(horizon.transaction()).isGreaterThan(transaction);
        assertThat(horizon.isSettled(transaction)).isFalse();
        mayCommit.complete(null);
        committed.get(10, TimeUnit.SECONDS);
    }

    /// @param holder learns the id of the transaction once it holds a position
    private CompletableFuture<?> appendSlowly(
            CompletableFuture<Long> holder, CompletableFuture<Void> mayCommit) {
        return transactions
                .apart(
                        () ->
                                outbox.append(withdrawn(slow))
                                        .chain(() -> sql.first(OWN_TRANSACTION))
                                        .invoke(row -> complete(holder, row))
                                        .call(() -> here(mayCommit)))
                .subscribeAsCompletionStage();
    }

    private static void complete(CompletableFuture<Long> future, Optional<Row> row) {
        future.complete(row.orElseThrow().bigint(0));
    }

    @Test
    void shouldTellOnceWhenSeveralRelaysWorkSideBySide() {
        // Given
        LongStream.range(0, 30).forEach(ignored -> append(quick));
        // When
        Multi.createFrom()
                .range(0, 20)
                .onItem()
                .transformToUniAndMerge(
                        ignored -> publisher.publish().onFailure().recoverWithItem(false))
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofSeconds(20));
        // Then
        await().atMost(10, SECONDS).until(() -> told(quick).size() >= 30);
        assertThat(told(quick))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 30).boxed().toList());
    }

    /// Waits for `signal`, and goes on where the transaction runs.
    private static Uni<Void> here(CompletableFuture<Void> signal) {
        var context = Vertx.currentContext();
        return Uni.createFrom()
                .completionStage(signal)
                .emitOn(command -> context.runOnContext(ignored -> command.run()));
    }

    private void append(UUID leadId) {
        transactions.apart(() -> outbox.append(withdrawn(leadId))).await().atMost(SOON);
    }

    private static LeadWithdrawn withdrawn(UUID leadId) {
        return new LeadWithdrawn(leadId, Instant.EPOCH);
    }

    /// Sequence numbers of the lead's facts in its stream.
    private List<Long> told(UUID leadId) {
        var stream = config.streams().of(withdrawn(leadId));
        var entries =
                redis.send(Request.cmd(Command.XRANGE).arg(stream).arg("-").arg("+"))
                        .await()
                        .atMost(SOON);
        var sequences = new ArrayList<Long>();
        for (var entry : entries) {
            var fields = entry.get(1);
            if (field(fields, "subject").equals(leadId.toString())) {
                sequences.add(Long.valueOf(field(fields, "sequence")));
            }
        }
        return sequences;
    }

    private static String field(Response fields, String name) {
        for (var i = 0; i < fields.size(); i += 2) {
            if (fields.get(i).toString().equals(name)) {
                return fields.get(i + 1).toString();
            }
        }
        return "";
    }
}
