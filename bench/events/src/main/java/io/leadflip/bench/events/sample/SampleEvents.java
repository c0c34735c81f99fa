package io.leadflip.bench.events.sample;

import com.fasterxml.jackson.databind.util.RawValue;
import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventEntry;
import io.leadflip.contracts.event.EventJson;
import io.leadflip.contracts.event.MatchFact.MatchOffered;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.MatchScore;
import io.leadflip.contracts.value.ServiceCategory;
import io.leadflip.contracts.value.Urgency;
import io.leadflip.platform.identity.Identifiers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The events every contestant carries: CloudEvents of 1,024 bytes as JSON in structured mode. The
/// peer's `events.mjs` makes the same.
///
/// Four offers share a lead, and so a partition key. `wave` holds the index of the event in its
/// run.
public final class SampleEvents {
    /// Bytes of one event as structured JSON.
    public static final int BYTES = 1024;

    private static final String TRACE = "00f067aa0ba902b7-00";
    private static final int OFFERS_PER_LEAD = 4;
    private static final String REASON =
            "Its trade fits, it answers within minutes, it is open now and its price lies within"
                    + " the budget. ";
    private static final MatchScore SCORE = new MatchScore(22, 20, 14, 9, 8, 10, 6);
    private static final Duration ANSWER_WINDOW = Duration.ofMinutes(15);

    private final UUID run = UUID.randomUUID();
    private final List<String> reasons;

    public SampleEvents() {
        var without = new ArrayList<>(List.of("Covers the place of the lead", ""));
        var missing = BYTES - structured(event(0, without)).length();
        without.set(1, REASON.repeat(missing / REASON.length() + 1).substring(0, missing));
        this.reasons = List.copyOf(without);
    }

    public Event event(int index) {
        return event(index, reasons);
    }

    public MatchOffered fact(int index) {
        return fact(index, reasons);
    }

    /// The index that [fact][#fact] was given.
    public static int indexOf(Event event) {
        return ((MatchOffered) event.data()).wave();
    }

    private Event event(int index, List<String> why) {
        return new Event(
                Identifiers.next(),
                Source.MATCHING,
                Instant.now(),
                1,
                "00-" + hex(index) + "-" + TRACE,
                fact(index, why));
    }

    private MatchOffered fact(int index, List<String> why) {
        return new MatchOffered(
                id(1, index / OFFERS_PER_LEAD),
                id(2, index),
                id(3, index % 500),
                ServiceCategory.PLUMBING,
                Urgency.EMERGENCY,
                SCORE,
                why,
                4211.5,
                index,
                ANSWER_WINDOW,
                Instant.now());
    }

    private UUID id(int kind, int index) {
        return new UUID(
                run.getMostSignificantBits(),
                run.getLeastSignificantBits() ^ ((long) kind << 40 | index));
    }

    private String hex(int index) {
        return id(4, index).toString().replace("-", "");
    }

    /// The event in CloudEvents' structured mode.
    public static String structured(Event event) {
        var node = EventJson.mapper().createObjectNode();
        EventEntry.of(event).fields().forEach(node::put);
        node.put("sequence", event.sequence());
        node.putRawValue("data", new RawValue(EventJson.write(event.data())));
        return node.toString();
    }
}
