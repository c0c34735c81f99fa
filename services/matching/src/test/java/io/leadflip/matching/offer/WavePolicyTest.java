package io.leadflip.matching.offer;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.matching.offer.WavePolicy.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WavePolicyTest {
    private final WavePolicy policy = new WavePolicy(3, 3);

    @ParameterizedTest
    @CsvSource({"0,0,3", "3,0,0", "2,0,1", "2,1,0", "1,1,1", "0,1,2", "0,2,1", "1,2,0", "0,3,0"})
    void shouldNeverOfferToMoreThanCouldAccept(int open, int accepted, int room) {
        // When
        var free = policy.room(new Standing(open, accepted));
        // Then
        assertThat(free).isEqualTo(room);
    }

    @Test
    void shouldBeFilledWhenEnoughAccepted() {
        // When
        var standing = new Standing(0, 3);
        // Then
        assertThat(policy.filled(standing)).isTrue();
        assertThat(policy.filled(new Standing(1, 2))).isFalse();
    }
}
