package io.leadflip.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.value.Urgency;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MatchingConfigTest {
    @Test
    void shouldHaveTheDomainsDefaults() {
        // When
        var config =
                new SmallRyeConfigBuilder()
                        .withMapping(MatchingConfig.class)
                        .build()
                        .getConfigMapping(MatchingConfig.class);
        // Then
        assertThat(config.retrievalLimit()).isEqualTo(300);
        assertThat(config.minimumScore()).isEqualTo(50);
        assertThat(config.candidatesKept()).isEqualTo(10);
        assertThat(config.waveSize()).isEqualTo(3);
        assertThat(config.acceptsPerLead()).isEqualTo(3);
        assertThat(config.explorationSlots()).isEqualTo(1);
        assertThat(config.explorationAnswers()).isEqualTo(5);
        assertThat(config.patience()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.lookAgainAfter()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.sendDeadline()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.responseHistory()).isEqualTo(Duration.ofDays(90));
        assertThat(config.answerWindow().of(Urgency.EMERGENCY)).isEqualTo(Duration.ofMinutes(15));
        assertThat(config.answerWindow().of(Urgency.HIGH)).isEqualTo(Duration.ofHours(1));
        assertThat(config.answerWindow().of(Urgency.MEDIUM)).isEqualTo(Duration.ofHours(4));
        assertThat(config.answerWindow().of(Urgency.LOW)).isEqualTo(Duration.ofDays(1));
    }
}
