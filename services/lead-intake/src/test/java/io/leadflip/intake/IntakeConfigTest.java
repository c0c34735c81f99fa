package io.leadflip.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IntakeConfigTest {
    @Test
    void shouldHaveSafeDefaults() {
        // Given only what has no default
        var given =
                Map.of(
                        "leadflip.intake.contact-key-secret",
                        "s",
                        "leadflip.intake.authorized-parties",
                        "web",
                        "leadflip.intake.public-web-url",
                        "https://example.com");
        // When
        var config =
                new SmallRyeConfigBuilder()
                        .withMapping(IntakeConfig.class)
                        .addDiscoveredConverters()
                        .withDefaultValues(given)
                        .build()
                        .getConfigMapping(IntakeConfig.class);
        // Then
        assertThat(config.leadsPerPerson()).isEqualTo(5);
        assertThat(config.leadsPerAddress()).isEqualTo(30);
        assertThat(config.rateWindow()).isEqualTo(Duration.ofHours(1));
        assertThat(config.duplicateWithin()).isEqualTo(Duration.ofHours(24));
        assertThat(config.trackingTokenValid()).isEqualTo(Duration.ofDays(30));
        assertThat(config.leastQuality()).isEqualTo(5.0);
        assertThat(config.mostAnswers()).isEqualTo(3);
        assertThat(config.mostAccepts()).isEqualTo(3);
        assertThat(config.codeValid()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.codeTries()).isEqualTo(5);
        assertThat(config.phoneProofValid()).isEqualTo(Duration.ofDays(90));
        assertThat(config.keysKept()).isEqualTo(Duration.ofDays(30));
        assertThat(config.verificationsKept()).isEqualTo(Duration.ofDays(90));
        assertThat(config.purgeInterval()).isEqualTo(Duration.ofHours(1));
        assertThat(config.proxyDeadline()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.operationDeadline()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.feed().heartbeat()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.feed().streams()).isEqualTo(500);
    }
}
