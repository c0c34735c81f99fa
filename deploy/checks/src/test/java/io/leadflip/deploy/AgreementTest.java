package io.leadflip.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What two services must see alike, though neither knows the other's code.
class AgreementTest {
    private static final String TABLES = "services/call-orchestrator/src/main/resources/prices/";

    @Test
    void shouldStopACallAtThePricesItIsBilledBy() throws IOException {
        // Given
        var spend = Defaults.of(source("call-orchestrator", "calls/spend/SpendSettings.java"));
        var table =
                new ObjectMapper()
                        .readTree(Project.path(TABLES, spend.get("priceTable") + ".json").toFile());
        var billed = prices(table.path("perMillionTokens"));
        // When
        var watched = prices(costs());
        // Then
        assertThat(watched).hasSize(5);
        assertThat(billed).containsAllEntriesOf(watched);
    }

    @Test
    void shouldLetAsManyBusinessesAcceptAsMatchingCountsOn() {
        // When
        var intake = Defaults.of(source("lead-intake", "intake/IntakeConfig.java"));
        var matching = Defaults.of(source("matching", "matching/MatchingConfig.java"));
        // Then
        assertThat(intake.get("mostAccepts")).isNotNull().isEqualTo(matching.get("acceptsPerLead"));
    }

    /// A variable for one of them alone would part them.
    @Test
    void shouldHaveNoVariableForHowManyMayAcceptUnlessBothReadIt() {
        // When
        var intake = setting("lead-intake", "leadflip.intake.most-accepts");
        var matching = setting("matching", "leadflip.matching.accepts-per-lead");
        // Then
        assertThat(intake).isEqualTo(matching);
    }

    private static Map<String, String> costs() {
        var costs =
                new TreeMap<>(
                        Defaults.of(
                                source("media-bridge", "media/live/BridgeConfig.java"), "Cost"));
        costs.remove("limit");
        return costs;
    }

    private static Map<String, BigDecimal> prices(Map<String, String> texts) {
        var prices = new TreeMap<String, BigDecimal>();
        texts.forEach((name, usd) -> prices.put(name, new BigDecimal(usd).stripTrailingZeros()));
        return prices;
    }

    private static Map<String, BigDecimal> prices(JsonNode table) {
        var texts = new TreeMap<String, String>();
        table.properties().forEach(price -> texts.put(price.getKey(), price.getValue().asText()));
        return prices(texts);
    }

    /// The values the service's own file gives the setting.
    private static List<String> setting(String service, String name) {
        var file = Project.path("services", service, "src/main/resources/application.properties");
        return Project.text(file)
                .lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .toList();
    }

    private static Path source(String service, String file) {
        return Project.path("services", service, "src/main/java/io/leadflip", file);
    }
}
