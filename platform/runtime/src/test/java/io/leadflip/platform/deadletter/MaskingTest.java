package io.leadflip.platform.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ID = "01960000-0000-7000-8000-00000000000a";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"leadId\":\"01960000-0000-7000-8000-00000000000a\"}",
                "{\"at\":\"2026-11-22T15:00:00Z\"}",
                "{\"at\":\"2026-11-22T15:00:00.123456+01:00\"}",
                "{\"window\":\"PT15M\"}",
                "{\"wave\":2,\"score\":71.5,\"urgent\":true,\"none\":null}",
                "{\"channel\":\"EMAIL\",\"urgency\":\"emergency\",\"kind\":\"send-message\"}",
                "{\"ids\":[\"01960000-0000-7000-8000-00000000000a\"]}"
            })
    void shouldShowIdsTimesCountsAndWordsOfOurs(String payload) {
        assertThat(Masking.masked(read(payload))).isEqualTo(read(payload));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"to\":\"+13175550123\"}",
                "{\"to\":13175550123}",
                "{\"digits\":123456}",
                "{\"code\":4711}",
                "{\"zip\":46032}",
                "{\"name\":\"PAT\"}",
                "{\"caller\":\"Pat\"}",
                "{\"summary\":\"The sink leaks\"}",
                "{\"kind\":\"Pat Doe\"}",
                "{\"category\":\"pat@example.com\"}",
                "{\"leadId\":\"01960000-0000-7000-8000-00000000000a of Pat\"}",
                "{\"sequence\":\"one\"}",
                "{\"data\":\"no JSON\"}",
                "{\"deep\":{\"er\":[[\"Pat\"]]}}"
            })
    void shouldHideWhatMayBePersonalOrFreeText(String payload) {
        // When
        var masked = Masking.masked(read(payload)).toString();
        // Then
        assertThat(masked)
                .contains("•••")
                .doesNotContainPattern("(?i)pat|sink|\\d{4}\",|4711|46032");
    }

    @Test
    void shouldHideNamesOfMembersThatAreNone() {
        assertThat(Masking.masked(read("{\"+1 317 555 0123\":true}")))
                .isEqualTo(read("{\"•••\":true}"));
    }

    @Test
    void shouldOpenTheDataOfAnEntry() {
        // Given
        var entry =
                """
                {"id": "%1$s", "source": "lead-intake", "specversion": "1.0", "sequence": "17",
                 "type": "io.leadflip.lead.submitted.v1", "dataschema": "schema/lead.submitted.v1.json",
                 "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                 "subject": "somebody", "data": "{\\"leadId\\":\\"%1$s\\",\\"text\\":\\"secret\\"}"}"""
                        .formatted(ID);
        // When
        var masked = Masking.masked(read(entry));
        // Then
        assertThat(masked)
                .isEqualTo(
                        read(
                                entry.replace("somebody", "•••")
                                        .replace("\"{\\", "{")
                                        .replace("\\\"", "\"")
                                        .replace("}\"}", "}}")
                                        .replace("secret", "•••")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no answer from pat@example.com | no answer from •••",
                "dialling +1 (317) 555-0123 failed | dialling ••• failed",
                "3175550123 is not valid | ••• is not valid",
                "not a Trade: from String \"Pat Doe\" | not a Trade: from String \"•••\"",
                "null for property \"leadId\" from \"Pat\" | null for property \"leadId\" from \"•••\"",
                "Unrecognized token 'Pat': was expecting | Unrecognized token '•••': was expecting",
                "violates \"match_pkey\" Key (name)=(Pat) | violates \"match_pkey\" Key (name)=(•••)",
                "lead 01960000-0000-7000-8000-000000000001 is gone | lead 01960000-0000-7000-8000-000000000001 is gone",
                "attribute leadId is missing after 24 tries | attribute leadId is missing after 24 tries"
            })
    void shouldKeepFailuresWithoutPersonalData(String message, String kept) {
        assertThat(FailureText.of(message)).isEqualTo(kept);
    }

    @Test
    void shouldKeepFailuresPostgresCanStore() {
        // When
        var kept = FailureText.of("a\u0000b" + "x".repeat(10_000));
        // Then
        assertThat(kept).startsWith("a\uFFFDb").hasSize(1000);
        assertThat(FailureText.of(null)).isNotBlank();
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
