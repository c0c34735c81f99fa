package io.leadflip.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadflip.contracts.event.CallFact.CallStopRequested;
import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventEntry;
import io.leadflip.contracts.event.EventEntry.MalformedEntryException;
import io.leadflip.contracts.event.EventJson;
import io.leadflip.contracts.event.EventType;
import io.leadflip.contracts.event.LeadFact.LeadSubmitted;
import io.leadflip.contracts.event.Recognition.Foreign;
import io.leadflip.contracts.event.Recognition.Known;
import io.leadflip.contracts.event.Recognition.OtherVersion;
import io.leadflip.contracts.event.Recognition.Unheard;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.Party;
import java.time.Instant;
import java.util.HashMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersioningTest {
    private static final UUID ID = UUID.fromString("01960000-0000-7000-8000-00000000000a");

    @Test
    void shouldRecogniseWhatItKnows() {
        assertThat(EventType.recognise("io.leadflip.lead.submitted.v1"))
                .isEqualTo(new Known(EventType.LEAD_SUBMITTED));
    }

    @ParameterizedTest
    @CsvSource({"io.leadflip.lead.submitted.v2,2", "io.leadflip.lead.submitted.v417,417"})
    void shouldTellAnotherVersionFromAnotherFact(String wire, int version) {
        // When
        var recognised = EventType.recognise(wire);
        // Then
        assertThat(recognised).isEqualTo(new OtherVersion(EventType.LEAD_SUBMITTED, version));
        assertThat(((OtherVersion) recognised).reason())
                .contains("lead.submitted.v" + version, "after the update");
    }

    @Test
    void shouldReadAStopOfBeforeOperatorsWereTold() throws Exception {
        // Given
        var stop =
                "{\"leadId\":\"%1$s\",\"callId\":\"%1$s\",\"requestedBy\":\"CONSUMER\",\"requestedAt\":\"2026-11-22T15:00:00Z\"}"
                        .formatted(ID);
        // When
        var fact = (CallStopRequested) EventJson.read(EventType.CALL_STOP_REQUESTED, stop);
        // Then
        assertThat(fact.byOperator()).isNull();
        assertThat(fact.requestedBy()).isEqualTo(Party.CONSUMER);
    }

    @Test
    void shouldTellAnOperatorsStopSoThatOldConsumersCanReadIt() {
        // Given
        var stop =
                new CallStopRequested(
                        ID, ID, Party.CONSUMER, Instant.parse("2026-11-22T15:00:00Z"), true);
        // When
        var json = EventJson.write(stop);
        // Then: the value is one that was always known, beside it stands the truth
        assertThat(json).contains("\"requestedBy\":\"CONSUMER\"", "\"byOperator\":true");
    }

    @Test
    void shouldPassOverFactsItHasNotHeardOf() {
        assertThat(EventType.recognise("io.leadflip.lead.praised.v1")).isEqualTo(new Unheard());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lead.submitted",
                "io.leadflip.lead.submitted",
                "io.leadflip.lead.submitted.v0",
                "io.leadflip.lead.submitted.v99999999999",
                "org.other.lead.submitted.v1",
                "io.leadflip.lead.submitted.v1 "
            })
    void shouldNotTakeForeignTypesForOurs(String wire) {
        assertThat(EventType.recognise(wire)).isEqualTo(new Foreign());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data | {} | leadId",
                "data | {\"leadId\": null, \"submittedAt\": \"2026-11-22T15:00:00Z\"} | leadId",
                "data | {\"leadId\": 7, \"submittedAt\": \"2026-11-22T15:00:00Z\"} | UUID",
                "data | {\"leadId\": \"none\", \"submittedAt\": \"2026-11-22T15:00:00Z\"} | UUID",
                "data | {\"leadId\" | Unexpected end",
                "data | null | null",
                "data | [] | lead.submitted",
                "type | io.leadflip.lead.submitted.v2 | after the update",
                "type | io.leadflip.lead.praised.v1 | not known",
                "type | anything | none of ours",
                "source | nobody | source is unreadable",
                "time | yesterday | time is unreadable",
                "sequence | first | sequence is unreadable",
                "id | 1 | id is unreadable"
            })
    void shouldSayWhyAnEntryIsNoEvent(String attribute, String value, String reason) {
        // Given
        var fields = new HashMap<>(entry().fields());
        fields.put(attribute, value);
        // When
        var bad = new EventEntry(fields);
        // Then
        assertThatThrownBy(bad::event)
                .isInstanceOf(MalformedEntryException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "source", "type", "time", "sequence", "data"})
    void shouldNameTheAttributeThatIsMissing(String attribute) {
        // Given
        var fields = new HashMap<>(entry().fields());
        fields.remove(attribute);
        // Then
        assertThatThrownBy(() -> new EventEntry(fields).event())
                .isInstanceOf(MalformedEntryException.class)
                .hasMessage("attribute " + attribute + " is missing");
    }

    @ParameterizedTest
    @CsvSource({"partitionkey,256", "subject,256", "data,262145"})
    void shouldNotReadWhatIsTooLong(String attribute, int length) {
        // Given
        var fields = new HashMap<>(entry().fields());
        fields.put(attribute, "x".repeat(length));
        // Then
        assertThatThrownBy(() -> new EventEntry(fields).event())
                .isInstanceOf(MalformedEntryException.class)
                .hasMessageContaining(attribute + " is longer than " + (length - 1));
    }

    private static EventEntry entry() {
        return EventEntry.of(
                new Event(
                        ID,
                        Source.LEAD_INTAKE,
                        Instant.EPOCH,
                        1,
                        null,
                        new LeadSubmitted(ID, Instant.EPOCH)));
    }
}
