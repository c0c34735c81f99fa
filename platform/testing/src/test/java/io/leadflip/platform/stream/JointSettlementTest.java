package io.leadflip.platform.stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventEntry;
import io.leadflip.contracts.event.LeadFact.LeadSubmitted;
import io.leadflip.contracts.event.Source;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What one read brought from several partitions costs few transactions, and the fault of one
/// partition is not the others'.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
class JointSettlementTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject BatchSettlement settlement;
    @Inject PartitionLeases leases;
    @Inject Transactions transactions;
    @Inject Sql sql;

    private final List<UUID> leads = new ArrayList<>();

    @Test
    void shouldSettleSmallBatchesOfOneReadInOneTransaction() {
        // Given
        var read = currentLeases(8).stream().map(lease -> batch(lease, 2)).toList();
        // When
        settleAll(read);
        // Then
        assertThat(received()).isEqualTo(16);
        assertThat(transactionsOfReceived()).isEqualTo(1);
    }

    @Test
    void shouldNotPutMoreIntoATransactionThanItShouldHold() {
        // Given
        var read = currentLeases(4).stream().map(lease -> batch(lease, 20)).toList();
        // When
        settleAll(read);
        // Then
        assertThat(received()).isEqualTo(80);
        assertThat(transactionsOfReceived()).isEqualTo(4);
    }

    @Test
    void shouldSettleTheOthersWhenOneLeaseIsLost() {
        // Given
        var held = currentLeases(3);
        var read = new ArrayList<>(held.stream().map(lease -> batch(lease, 2)).toList());
        var lost = new PartitionLease(held.get(1).stream(), held.get(1).fence() - 1);
        read.set(1, new LeasedBatch(lost, read.get(1).batch()));
        // When
        var fates = settlement.settle(List.copyOf(read));
        // Then
        settled(fates.get(0));
        assertThatThrownBy(() -> settled(fates.get(1))).isInstanceOf(StaleLeaseException.class);
        settled(fates.get(2));
        assertThat(received()).isEqualTo(4);
    }

    @Test
    void shouldHandleTheOthersWhenOneFactFails() {
        // Given
        var held = currentLeases(3);
        var bad = new StreamBatch(held.get(1).stream(), List.of(entry(1, unreadable())));
        var read =
                List.of(
                        batch(held.get(0), 2),
                        new LeasedBatch(held.get(1), bad),
                        batch(held.get(2), 2));
        // When
        settleAll(read);
        // Then
        assertThat(received()).isEqualTo(4);
    }

    private void settleAll(List<LeasedBatch> read) {
        settlement.settle(read).forEach(JointSettlementTest::settled);
    }

    private static void settled(Uni<Void> fate) {
        fate.await().atMost(PATIENCE);
    }

    private List<PartitionLease> currentLeases(int count) {
        return await()
                .atMost(10, SECONDS)
                .until(leases::held, held -> held.size() >= count)
                .stream()
                .limit(count)
                .toList();
    }

    private LeasedBatch batch(PartitionLease lease, int size) {
        var lead = Identifiers.next();
        leads.add(lead);
        return new LeasedBatch(
                lease,
                new StreamBatch(
                        lease.stream(),
                        IntStream.rangeClosed(1, size)
                                .mapToObj(sequence -> entry(sequence, submitted(lead, sequence)))
                                .toList()));
    }

    private static StreamBatch.Entry entry(int sequence, EventEntry event) {
        return new StreamBatch.Entry(sequence + "-0", event, 1);
    }

    private static EventEntry submitted(UUID lead, int sequence) {
        return EventEntry.of(
                new Event(
                        Identifiers.next(),
                        Source.LEAD_INTAKE,
                        Instant.EPOCH,
                        sequence,
                        null,
                        new LeadSubmitted(lead, Instant.EPOCH)));
    }

    private static EventEntry unreadable() {
        var fields = new LinkedHashMap<>(submitted(Identifiers.next(), 1).fields());
        fields.put("data", "{}");
        return new EventEntry(fields);
    }

    private long received() {
        return count("count(*)");
    }

    private long transactionsOfReceived() {
        return count("count(distinct xmin::text)");
    }

    private long count(String what) {
        var keys = leads.stream().map(UUID::toString).toArray(String[]::new);
        return transactions
                .apart(
                        () ->
                                sql.first(
                                        "select " + what + " from received where key = any($1)",
                                        (Object) keys))
                .await()
                .atMost(PATIENCE)
                .orElseThrow()
                .bigint(0);
    }
}
