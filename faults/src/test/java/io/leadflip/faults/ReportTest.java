package io.leadflip.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.faults.check.DoubtBound;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Settings SETTINGS = Settings.of(Map.of());

    @Test
    void shouldBeGoodWhenAllThatRanPassed() {
        // Given
        Report report =
                new Report(
                        List.of(
                                ran("kill", 12, List.of()),
                                new Outcome.Skipped("clock", "no lib")));
        // Then
        assertThat(report.good()).isTrue();
        assertThat(report.json(SETTINGS, Map.of("redis", "7")).getMap())
                .containsEntry("leads", 100L)
                .containsEntry("worstRecoverySeconds", 12.0)
                .containsEntry("failed", new JsonArray())
                .containsEntry("skipped", new JsonArray().add("clock"))
                .containsEntry("seed", SETTINGS.seed());
    }

    @Test
    void shouldNotBeGoodWhenOneFailedOrCouldNotBeRunOrNoneRan() {
        assertThat(new Report(List.of(ran("kill", 1, List.of("1 lost")))).good()).isFalse();
        assertThat(
                        new Report(
                                        List.of(
                                                ran("calm", 1, List.of()),
                                                new Outcome.Broken("kill", "no port")))
                                .good())
                .isFalse();
        assertThat(new Report(List.of(new Outcome.Skipped("clock", "no lib"))).good()).isFalse();
    }

    @Test
    void shouldAddUpFiguresAndNameTheWorstRecovery() {
        // Given
        Report report =
                new Report(List.of(ran("kill", 12, List.of()), ran("cut", 44, List.of("late"))));
        // When
        JsonObject json = report.json(SETTINGS, Map.of());
        // Then
        assertThat(json.getLong("notified")).isEqualTo(480);
        assertThat(json.getLong("unclearAnswers")).isEqualTo(6);
        assertThat(json.getLong("unexplained")).isZero();
        assertThat(json.getDouble("worstRecoverySeconds")).isEqualTo(44.0);
        assertThat(json.getJsonArray("failed")).containsExactly("cut");
    }

    @Test
    void shouldPrintARowForEachAndTheReasonsOfAFailure() {
        // Given
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // When
        new Report(
                        List.of(
                                ran("kill", 12, List.of("1 lost", "  lead 7 stays RECEIVED")),
                                new Outcome.Skipped("clock", "no lib")))
                .print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        // Then
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .containsPattern("kill +FAILED +100")
                .contains("lead 7 stays RECEIVED")
                .containsPattern("clock +skipped +no lib");
    }

    private static Outcome ran(String name, int recovery, List<String> failures) {
        return new Outcome.Ran(
                name,
                100,
                Counted.clean(),
                new DoubtBound(500, true, 3),
                Duration.ofSeconds(recovery),
                Duration.ofSeconds(90),
                List.of(),
                failures);
    }
}
