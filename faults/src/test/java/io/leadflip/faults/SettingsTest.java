package io.leadflip.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void shouldAskForWhatIsRequiredWhenNothingIsSaid() {
        // When
        Settings usual = Settings.of(Map.of("RATE", "", "SCENARIO", " "));
        // Then
        assertThat(usual.scenarios()).isEmpty();
        assertThat(usual.crowd().perSecond()).isEqualTo(20);
        assertThat(usual.kills()).isEqualTo(100);
        assertThat(usual.pause()).isEqualTo(Duration.ofSeconds(60));
        assertThat(usual.recoverWithin()).isEqualTo(Duration.ofSeconds(45));
    }

    @Test
    void shouldReadListsAndTimes() {
        // When
        Settings given =
                Settings.of(
                        Map.of(
                                "SCENARIO", "kill, cut",
                                "PROVIDER_DOWN", "300s",
                                "CALL_EVERY", "1.5",
                                "SEED", "7"));
        // Then
        assertThat(given.scenarios()).isEqualTo(List.of("kill", "cut"));
        assertThat(given.providerDown()).isEqualTo(Duration.ofMinutes(5));
        assertThat(given.crowd().callEvery()).isEqualTo(Duration.ofMillis(1500));
        assertThat(given.seed()).isEqualTo(7);
    }

    @Test
    void shouldRefuseACrowdThatCannotBe() {
        assertThatThrownBy(() -> Settings.of(Map.of("FIND_PERCENT", "120")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> Settings.of(Map.of("FIND_PERCENT", "NaN")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Settings.of(Map.of("RATE", "0")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
