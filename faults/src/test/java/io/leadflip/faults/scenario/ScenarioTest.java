package io.leadflip.faults.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.faults.world.Home;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScenarioTest {
    @Test
    void shouldHaveANameOfItsOwnForEveryThingThatMayGoWrong() {
        assertThat(Scenario.all())
                .extracting(Scenario::name)
                .containsExactly(
                        "calm",
                        "kill",
                        "redis-restart",
                        "redis-restart-empty",
                        "redis-rollback",
                        "redis-flush",
                        "postgres-restart",
                        "cut",
                        "delay",
                        "half-open",
                        "repeat",
                        "pause",
                        "clock",
                        "redis-full",
                        "poison",
                        "provider-down");
    }

    @Test
    void shouldAllowNoDoubtWhereNothingIsTakenAway() {
        assertThat(Scenario.all().stream().filter(each -> !each.mayLeaveDoubt()))
                .extracting(Scenario::name)
                .isEqualTo(List.of("calm", "repeat", "poison"));
    }

    @Test
    void shouldSkipTheClockWhereNoneCanBeChanged() {
        // Given
        Home without = new Home(Map.of("FAULTS_FAKETIME", ""));
        Home with = new Home(Map.of("FAULTS_FAKETIME", "/lib/faketime.so"));
        // Then
        assertThat(new ClockJump().missing(without)).isPresent();
        assertThat(Scenario.all()).allMatch(each -> each.missing(with).isEmpty());
    }
}
