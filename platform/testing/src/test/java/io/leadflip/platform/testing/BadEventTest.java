package io.leadflip.platform.testing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventEntry;
import io.leadflip.contracts.event.Fact;
import io.leadflip.contracts.event.LeadFact.LeadRejected;
import io.leadflip.contracts.event.LeadFact.LeadSubmitted;
import io.leadflip.contracts.event.LeadFact.RejectionReason;
import io.leadflip.contracts.event.Source;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.stream.StreamConfig;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// An entry that is not what it should be is put aside with the reason, and what follows it in its
/// partition, even under its own key, is handled.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
class BadEventTest {
    private static final String SOON = "2026-11-22T15:00:00Z";

    @Inject TestEvents events;
    @Inject Letters letters;
    @Inject Redis redis;
    @Inject StreamConfig config;

    private final UUID leadId = Identifiers.next();
    private final UUID eventId = Identifiers.next();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data | { | Unexpected end-of-input",
                "data | '' | lead.submitted",
                "data | {} | leadId",
                "data | {\"leadId\":true,\"submittedAt\":\"" + SOON + "\"} | UUID",
                "data | {\"leadId\":null,\"submittedAt\":\"" + SOON + "\"} | leadId",
                "data | [1,2,3] | lead.submitted",
                "data | {\u0000} | attribute data holds a NUL",
                "traceparent | 00-\u0000-01 | attribute traceparent holds a NUL",
                "subject | a\u0000b | attribute subject holds a NUL",
                "further | a\u0000b | attribute further holds a NUL",
                "fur\u0000ther | something | holds a NUL",
                "sequence | many | attribute sequence is unreadable",
                "time | noon | attribute time is unreadable",
                "source | nobody | attribute source is unreadable",
                "type | org.example.something | the type is none of ours",
                "type | io.leadflip.lead.submitted.v2 | lead.submitted.v2 is not understood"
            })
    void shouldPutAsideWhatDoesNotFit(String attribute, String value, String reason) {
        // Given
        var fields = fields();
        fields.put(attribute, value);
        // When
        deliver(fields);
        var next = tellNext();
        // Then
        awaitReceived(next);
        assertThat(reason()).contains(reason);
        assertThat(waiting()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "type", "time", "sequence", "data"})
    void shouldPutAsideWhatIsIncomplete(String attribute) {
        // Given
        var fields = fields();
        fields.remove(attribute);
        // When
        deliver(fields);
        var next = tellNext();
        // Then
        awaitReceived(next);
        assertThat(reason()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({"partitionkey,8000", "subject,300", "traceparent,300", "data,300000"})
    void shouldPutAsideWhatIsTooLong(String attribute, int length) {
        // Given
        var fields = fields();
        fields.put(attribute, noise(length));
        // When
        deliver(fields);
        var next = tellNext();
        // Then
        awaitReceived(next);
        assertThat(reason()).contains("attribute " + attribute + " is longer than");
    }

    @Test
    void shouldPutAsideAnUnknownValueOfAnEnum() {
        // Given
        var fields =
                new LinkedHashMap<>(
                        EventEntry.of(
                                        event(
                                                new LeadRejected(
                                                        leadId,
                                                        RejectionReason.SPAM,
                                                        0,
                                                        Instant.EPOCH)))
                                .fields());
        fields.computeIfPresent("data", (name, data) -> data.replaceAll("(?i)spam", "BORING"));
        // When
        deliver(fields);
        var next = tellNext();
        // Then
        awaitReceived(next);
        assertThat(reason()).contains("RejectionReason").doesNotContain("BORING");
    }

    @Test
    void shouldPutAsideAnEntryThatHoldsNothingOfOurs() {
        // Given
        var before = unnamedLetters();
        // When
        deliver(Map.of("", ""));
        var next = tellNext();
        // Then
        awaitReceived(next);
        await().atMost(10, SECONDS).until(() -> unnamedLetters() > before);
    }

    @Test
    void shouldTakeInWhatANewerProducerAdds() {
        // Given
        var fields = fields();
        fields.put("priority", "high");
        fields.computeIfPresent("data", (name, data) -> data.replaceFirst("\\{", "{\"mood\":[1],"));
        // When
        deliver(fields);
        // Then
        await().atMost(10, SECONDS).until(() -> isReceived(eventId));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.leadflip.lead.praised.v1",
                "io.leadflip.lead.withdrawn.v1",
                "io.leadflip.lead.withdrawn.v2"
            })
    void shouldPassOverWhatNobodyHereListensTo(String type) {
        // Given
        var fields = fields();
        fields.put("type", type);
        // When
        deliver(fields);
        var next = tellNext();
        // Then
        awaitReceived(next);
        assertThat(letters.ofFact(eventId)).isEmpty();
        assertThat(isReceived(eventId)).isFalse();
    }

    private LinkedHashMap<String, String> fields() {
        return new LinkedHashMap<>(
                EventEntry.of(event(new LeadSubmitted(leadId, Instant.EPOCH))).fields());
    }

    private Event event(Fact fact) {
        return new Event(eventId, Source.LEAD_INTAKE, Instant.EPOCH, 1, null, fact);
    }

    /// Always into the partition of the lead, whatever the entry says.
    private void deliver(Map<String, String> fields) {
        var stream = config.streams().of(new LeadSubmitted(leadId, Instant.EPOCH));
        var request = Request.cmd(Command.XADD).arg(stream).arg("*");
        fields.forEach((name, value) -> request.arg(name).arg(value));
        redis.send(request).await().atMost(Duration.ofSeconds(5));
    }

    private Event tellNext() {
        return events.tell(Source.LEAD_INTAKE, new LeadSubmitted(leadId, Instant.EPOCH));
    }

    private void awaitReceived(Event event) {
        await().atMost(20, SECONDS).until(() -> isReceived(event.id()));
    }

    private boolean isReceived(UUID id) {
        return letters.first("select 1 from received where event_id = $1", id).isPresent();
    }

    private String reason() {
        return letters.first(
                        "select reason from dead_letter where payload ->> 'id' = $1",
                        eventId.toString())
                .orElseThrow()
                .text(0);
    }

    private long waiting() {
        return letters.first(
                        "select count(*) from parked_event where partition_key = $1",
                        leadId.toString())
                .orElseThrow()
                .bigint(0);
    }

    private long unnamedLetters() {
        return letters.first("select count(*) from dead_letter where name = 'unknown'")
                .orElseThrow()
                .bigint(0);
    }

    /// Does not compress, so that an index would notice its length.
    private static String noise(int length) {
        var text = new StringBuilder();
        while (text.length() < length) {
            text.append(UUID.randomUUID());
        }
        return text.substring(0, length);
    }
}
