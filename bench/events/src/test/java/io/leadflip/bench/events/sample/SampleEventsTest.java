package io.leadflip.bench.events.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.bench.kit.report.Json;
import io.leadflip.contracts.event.EventEntry;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleEventsTest {
    private final SampleEvents samples = new SampleEvents();

    @Test
    void shouldWeighOneKilobyteAsStructuredCloudEvent() throws Exception {
        // When
        var text = SampleEvents.structured(samples.event(123_456));
        // Then digits of times and of the index may differ by a few
        assertThat(text.length()).isBetween(SampleEvents.BYTES - 20, SampleEvents.BYTES + 20);
        assertThat(Json.MAPPER.readTree(text).at("/data/wave").asInt()).isEqualTo(123_456);
    }

    @Test
    void shouldSurviveItsWayThroughAnEntry() throws Exception {
        // Given
        var event = samples.event(7);
        // When
        var read = EventEntry.of(event).event();
        // Then
        assertThat(read).isEqualTo(event);
        assertThat(SampleEvents.indexOf(read)).isEqualTo(7);
    }

    @Test
    void shouldShareALeadAmongFourOffers() {
        // When
        var leads = new HashSet<String>();
        var offers = new HashSet<String>();
        IntStream.range(0, 400)
                .mapToObj(samples::fact)
                .forEach(
                        fact -> {
                            leads.add(fact.partitionKey());
                            offers.add(fact.subject());
                        });
        // Then
        assertThat(leads).hasSize(100);
        assertThat(offers).hasSize(400);
    }
}
