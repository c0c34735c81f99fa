package io.leadflip.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.LeadFact.LeadClassified;
import io.leadflip.matching.directory.Directory;
import io.leadflip.matching.offer.MatchLead;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "matching"))
class CapacityRaceTest {
    private static final Duration WITHIN = Duration.ofSeconds(60);

    @Inject MatchLead match;
    @Inject Directory directory;
    @Inject Transactions transactions;
    @Inject Sql sql;

    private final Market market = Market.somewhere();

    @BeforeEach
    void noon() {
        MovedClock.get().set(MovedClock.FRIDAY_NOON);
    }

    @Test
    void shouldNeverOversubscribeHoweverManyMatchAtOnce() {
        // Given
        var daily = known(market.firm(1).caps(7, null));
        var monthly = known(market.firm(2).caps(20, 11));
        var both = known(market.firm(3).caps(5, 5));
        var free = known(market.firm(4));
        var leads = IntStream.range(0, 50).mapToObj(n -> market.lead()).toList();
        // When
        Uni.join()
                .all(leads.stream().map(this::match).toList())
                .andFailFast()
                .await()
                .atMost(WITHIN);
        // Then
        assertThat(offered(daily)).isEqualTo(7);
        assertThat(offered(monthly)).isEqualTo(11);
        assertThat(offered(both)).isEqualTo(5);
        assertThat(offered(free))
                .as("all but the five leads that the three nearer ones had room for")
                .isEqualTo(45);
        assertThat(used(daily)).containsOnly(7);
    }

    private Uni<Void> match(LeadClassified lead) {
        return transactions.run(() -> match.match(lead));
    }

    private UUID known(Market.Firm firm) {
        transactions.run(() -> directory.take(firm.profile(), 1)).await().atMost(WITHIN);
        return firm.id();
    }

    private int offered(UUID business) {
        return numbers("select count(*) from offer where business_id = $1", business).getFirst();
    }

    private List<Integer> used(UUID business) {
        return numbers("select used from capacity where business_id = $1", business);
    }

    private List<Integer> numbers(String query, UUID business) {
        return transactions.run(() -> sql.select(query, business)).await().atMost(WITHIN).stream()
                .map(row -> row.integer(0))
                .toList();
    }
}
