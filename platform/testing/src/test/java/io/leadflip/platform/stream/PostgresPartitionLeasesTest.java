package io.leadflip.platform.stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Members beside the test's own reader, which holds leases of the same service.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
class PostgresPartitionLeasesTest {
    @Inject Transactions transactions;
    @Inject Sql sql;
    @Inject StreamConfig config;
    @Inject Subscriptions subscriptions;

    private PostgresPartitionLeases one;
    private PostgresPartitionLeases two;

    @AfterEach
    void giveUp() {
        one.giveUpAll();
        two.giveUpAll();
    }

    @Test
    void shouldSpreadPartitionsEvenly() {
        // Given
        one = member();
        two = member();
        // When
        await().atMost(30, SECONDS)
                .until(
                        () -> {
                            one.rebalance(List.of());
                            two.rebalance(List.of());
                            return one.held().size() >= 5 && two.held().size() >= 5;
                        });
        // Then
        assertThat(one.held().size()).isLessThanOrEqualTo(6);
        assertThat(two.held().size()).isLessThanOrEqualTo(6);
        assertThat(streams(one)).doesNotContainAnyElementsOf(streams(two));
    }

    @Test
    void shouldRaiseTheFenceWithEveryChangeOfHands() {
        // Given
        one = member();
        two = member();
        await().atMost(30, SECONDS).until(() -> !one.rebalance(List.of()).isEmpty());
        var lost = one.held().iterator().next();
        // When
        one.giveUpAll();
        var taken =
                await().atMost(30, SECONDS)
                        .until(
                                () -> find(two.rebalance(List.of()), lost.stream()),
                                found -> !found.isEmpty());
        // Then
        assertThat(taken.iterator().next().fence()).isGreaterThan(lost.fence());
    }

    @Test
    void shouldLoseNothingByRenewing() {
        // Given
        one = member();
        two = member();
        await().atMost(30, SECONDS).until(() -> !one.rebalance(List.of()).isEmpty());
        var before = new HashSet<>(one.held());
        // When
        one.renew();
        // Then
        assertThat(one.held()).isEqualTo(before);
    }

    @Test
    void shouldRefuseAnotherTopology() {
        // Given
        one = member();
        two = member();
        var topology = new StreamTopology(transactions, sql, otherPrefix());
        // When
        var refusal =
                topology.confirmed()
                        .onItemOrFailure()
                        .transform((done, failure) -> failure)
                        .await()
                        .atMost(Duration.ofSeconds(5));
        // Then
        assertThat(refusal)
                .isInstanceOf(StreamTopology.WrongTopologyException.class)
                .hasMessageContaining("configured for 'somewhere-else'");
    }

    private StreamConfig otherPrefix() {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(StreamConfig.class)
                .withDefaultValue("leadflip.events.prefix", "somewhere-else")
                .build()
                .getConfigMapping(StreamConfig.class);
    }

    private PostgresPartitionLeases member() {
        return new PostgresPartitionLeases(transactions, sql, config, subscriptions);
    }

    private static Set<PartitionLease> find(Set<PartitionLease> leases, String stream) {
        return leases.stream()
                .filter(lease -> lease.stream().equals(stream))
                .collect(Collectors.toSet());
    }

    private static Set<String> streams(PartitionLeases leases) {
        return leases.held().stream().map(PartitionLease::stream).collect(Collectors.toSet());
    }
}
