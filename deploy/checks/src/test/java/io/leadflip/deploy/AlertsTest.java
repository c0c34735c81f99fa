package io.leadflip.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AlertsTest {
    private static final Pattern METRIC = Pattern.compile("leadflip_[a-z_]+");

    @Test
    void shouldSendWhoeverIsWokenToAPageThatExists() {
        assertThat(alerts())
                .isNotEmpty()
                .allSatisfy(
                        alert ->
                                assertThat(Project.path(alert.at("/annotations/runbook").asText()))
                                        .matches(Files::isRegularFile, "is a page"));
    }

    @Test
    void shouldRestOnMetricsThatAreDescribed() {
        // Given
        var described = Project.text(Project.path("docs/metrics.md"));
        // Then
        assertThat(alerts())
                .flatExtracting(AlertsTest::metrics)
                .isNotEmpty()
                .allSatisfy(metric -> assertThat(described).contains("`" + metric + "`"));
    }

    private static List<String> metrics(JsonNode alert) {
        return METRIC.matcher(alert.path("expr").asText())
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static List<JsonNode> alerts() {
        return Manifests.custom("PrometheusRule").stream()
                .flatMap(rule -> rule.at("/spec/groups").valueStream())
                .flatMap(group -> group.path("rules").valueStream())
                .toList();
    }
}
