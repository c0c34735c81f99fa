package io.leadflip.bench.events.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.bench.kit.measure.Figures;
import io.leadflip.bench.kit.report.Json;
import io.leadflip.bench.kit.report.Report;
import io.leadflip.bench.kit.report.Target;
import io.leadflip.bench.kit.report.Target.Bound;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final Figures figures = new Figures();
    private final Target missed = new Target("faster", 3.5, Bound.AT_LEAST, 4);

    @Test
    void shouldSayEverythingInOneLineOfJson() throws Exception {
        // Given
        figures.add("l1.drain.rate", "leadflip", 10);
        figures.add("l1.drain.rate", "leadflip", 30);
        // When
        var line =
                new Report(
                                Map.of("redis", "7.0.15"),
                                figures,
                                List.of(missed),
                                Units::of,
                                Targets.OURS)
                        .json();
        // Then
        var json = Json.MAPPER.readTree(line);
        assertThat(line).doesNotContain("\n");
        assertThat(json.at("/facts/redis").asText()).isEqualTo("7.0.15");
        assertThat(json.at("/figures/l1.drain.rate/leadflip/median").asDouble()).isEqualTo(20);
        assertThat(json.at("/targets/0/reached").asBoolean(true)).isFalse();
    }

    @Test
    void shouldPrintMissesAsSuch() {
        // Given
        figures.add("l2.at-300.p99", "leadflip", 12.345);
        // When
        var tables =
                new Report(Map.of(), figures, List.of(missed), Units::of, Targets.OURS).tables();
        // Then
        assertThat(tables)
                .contains("| l2.at-300.p99 | ms | leadflip | 12.35 | 12.35 … 12.35 | 1 |")
                .contains("| faster | ≥ 4.00 | 3.50 | missed |");
    }
}
