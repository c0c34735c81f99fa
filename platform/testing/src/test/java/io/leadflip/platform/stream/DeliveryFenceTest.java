package io.leadflip.platform.stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventEntry;
import io.leadflip.contracts.event.Fact;
import io.leadflip.contracts.event.LeadFact.LeadSubmitted;
import io.leadflip.contracts.event.LeadFact.LeadWithdrawn;
import io.leadflip.contracts.event.Source;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a batch's transaction holds: everything, or, when the lease is lost, nothing.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
class DeliveryFenceTest {
    @Inject Delivery delivery;
    @Inject PartitionLeases leases;
    @Inject Transactions transactions;
    @Inject Sql sql;

    private final UUID leadId = Identifiers.next();

    @Test
    void shouldCommitABatchAsOneTransaction() {
        // Given
        var lease = currentLease();
        // When
        settle(lease, batch(lease, 20, 1));
        // Then
        assertThat(received()).isEqualTo(20);
        assertThat(
                        rows(
                                        "select count(distinct xmin::text) from received where key = $1",
                                        leadId.toString())
                                .getFirst()
                                .bigint(0))
                .isEqualTo(1);
    }

    @Test
    void shouldCommitNothingUnderALostLease() {
        // Given
        var lease = currentLease();
        var stale = new PartitionLease(lease.stream(), lease.fence() - 1);
        var batch = batch(lease, 3, 1);
        // When
        assertThatThrownBy(() -> settle(stale, batch)).isInstanceOf(StaleLeaseException.class);
        // Then
        assertThat(received()).isZero();
        settle(lease, batch);
        assertThat(received()).isEqualTo(3);
    }

    @Test
    void shouldCommitNothingAloneUnderALostLease() {
        // Given
        var lease = currentLease();
        var stale = new PartitionLease(lease.stream(), lease.fence() - 1);
        // When
        assertThatThrownBy(() -> settle(stale, batch(lease, 1, 1)))
                .isInstanceOf(StaleLeaseException.class);
        // Then
        assertThat(received()).isZero();
    }

    @Test
    void shouldSettleWhatNobodyListensToWithoutATransaction() {
        // Given
        var lease = currentLease();
        var stale = new PartitionLease(lease.stream(), lease.fence() - 1);
        var withdrawn = entry(new LeadWithdrawn(leadId, Instant.EPOCH), 1);
        // When
        settle(
                stale,
                new StreamBatch(
                        lease.stream(), List.of(new StreamBatch.Entry("1-0", withdrawn, 1))));
        // Then
        assertThat(received()).isZero();
    }

    @Test
    void shouldTryWhatIsGivenOutAgainAndAgainOnRecord() {
        // Given
        var lease = currentLease();
        // When
        settle(lease, batch(lease, 1, 9));
        // Then
        await().atMost(10, SECONDS).until(() -> received() == 1);
        assertThat(rows("select 1 from parked_event where partition_key = $1", leadId.toString()))
                .isEmpty();
    }

    @Test
    void shouldGiveUpWhatNeverAnswers() {
        // Given
        var lease = currentLease();
        var entry = batch(lease, 1, 1).entries().getFirst().event();
        transactions
                .apart(
                        () ->
                                sql.update(
                                        """
                                        insert into parked_event
                                            (event_id, partition_key, entry, attempts, unanswered,
                                             due_at, last_error)
                                        values ($1, $2, $3, 5, 5, now(), 'killed its reader')""",
                                        entry.id().orElseThrow(),
                                        leadId.toString(),
                                        new JsonObject(new LinkedHashMap<>(entry.fields()))))
                .await()
                .atMost(Duration.ofSeconds(5));
        // Then
        await().atMost(10, SECONDS)
                .until(
                        () ->
                                rows(
                                                        "select reason from dead_letter where subject_id = $1",
                                                        entry.id().orElseThrow())
                                                .size()
                                        == 1);
        assertThat(received()).isZero();
    }

    private PartitionLease currentLease() {
        return await().atMost(10, SECONDS)
                .until(leases::held, held -> !held.isEmpty())
                .iterator()
                .next();
    }

    private void settle(PartitionLease lease, StreamBatch batch) {
        delivery.settle(new LeasedBatch(lease, batch)).await().atMost(Duration.ofSeconds(10));
    }

    private StreamBatch batch(PartitionLease lease, int size, int deliveries) {
        return new StreamBatch(
                lease.stream(),
                IntStream.rangeClosed(1, size)
                        .mapToObj(
                                sequence ->
                                        new StreamBatch.Entry(
                                                sequence + "-0", entry(sequence), deliveries))
                        .toList());
    }

    private EventEntry entry(int sequence) {
        return entry(new LeadSubmitted(leadId, Instant.EPOCH), sequence);
    }

    private static EventEntry entry(Fact fact, int sequence) {
        return EventEntry.of(
                new Event(
                        Identifiers.next(),
                        Source.LEAD_INTAKE,
                        Instant.EPOCH,
                        sequence,
                        null,
                        fact));
    }

    private long received() {
        return rows("select 1 from received where key = $1", leadId.toString()).size();
    }

    private List<Row> rows(String query, Object... arguments) {
        return transactions
                .apart(() -> sql.select(query, arguments))
                .await()
                .atMost(Duration.ofSeconds(5));
    }
}
