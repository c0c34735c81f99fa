package io.leadflip.contracts.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// How an event lies in a stream entry: CloudEvents attributes as flat fields, the same names in
/// every entry, `data` as JSON text.
public record EventEntry(Map<String, String> fields) {
    private static final String SPEC_VERSION = "1.0";
    private static final int LONGEST_ATTRIBUTE = 255;
    private static final int LONGEST_DATA = 256 * 1024;
    private static final char NUL = 0;

    /// The names of the fields in the order in which entries have them.
    public static final List<String> NAMES =
            List.of(
                    "id",
                    "source",
                    "specversion",
                    "type",
                    "time",
                    "subject",
                    "dataschema",
                    "partitionkey",
                    "sequence",
                    "traceparent",
                    "data");

    private static final String[] IN_ORDER = NAMES.toArray(String[]::new);

    /// Keeps the order of the fields: a stream node stores names once while they come in the same
    /// order.
    public EventEntry {
        fields = EntryFields.copyOf(fields);
    }

    /// @param values one for each of [NAMES][#NAMES]; not changed afterwards
    public static EventEntry ofValues(String... values) {
        return new EventEntry(new EntryFields(IN_ORDER, values));
    }

    public static EventEntry of(Event event) {
        return of(
                event.id(),
                event.source(),
                event.type().wire(),
                event.time(),
                event.subject(),
                event.partitionKey(),
                event.sequence(),
                event.traceparent(),
                EventJson.write(event.data()));
    }

    /// For a relay that holds the data as text already.
    ///
    /// @param type as CloudEvents spells it; this version need not know it
    public static EventEntry of(
            UUID id,
            Source source,
            String type,
            Instant time,
            String subject,
            String partitionKey,
            long sequence,
            String traceparent,
            String data) {
        return ofValues(
                id.toString(),
                source.wire(),
                SPEC_VERSION,
                type,
                time.toString(),
                subject,
                EventType.schemaOf(type),
                partitionKey,
                Long.toString(sequence),
                traceparent == null ? "" : traceparent,
                data);
    }

    /// The event's id, when the entry has a readable one.
    public Optional<UUID> id() {
        try {
            return Optional.ofNullable(fields.get("id")).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Empty for a type that this version does not know.
    public Optional<EventType> type() {
        return Optional.ofNullable(fields.get("type")).flatMap(EventType::ofWire);
    }

    /// Tells a type of another version from one that is not ours.
    public Recognition recognised() {
        return EventType.recognise(fields.get("type"));
    }

    /// What keeps the entry in order; empty text when the entry has none.
    public String partitionKey() {
        return fields.getOrDefault("partitionkey", "");
    }

    /// @throws MalformedEntryException when an attribute is missing or no entry of the type's data
    public Event event() throws MalformedEntryException {
        try {
            checkFields();
            var type = readableType();
            return new Event(
                    read("id", UUID::fromString),
                    read("source", Source::of),
                    read("time", IsoInstant::parse),
                    read("sequence", Long::parseLong),
                    fields.getOrDefault("traceparent", "").isEmpty()
                            ? null
                            : fields.get("traceparent"),
                    EventJson.read(type, required("data")));
        } catch (EventJson.MalformedFactException e) {
            throw new MalformedEntryException(e.getMessage(), e);
        }
    }

    private <T> T read(String attribute, Function<String, T> reader)
            throws MalformedEntryException {
        var value = required(attribute);
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new MalformedEntryException("attribute " + attribute + " is unreadable", e);
        }
    }

    private EventType readableType() throws MalformedEntryException {
        required("type");
        return switch (recognised()) {
            case Recognition.Known(var type) -> type;
            case Recognition.OtherVersion other ->
                    throw new MalformedEntryException(other.reason(), null);
            case Recognition.Unheard unheard ->
                    throw new MalformedEntryException("the type is not known", null);
            case Recognition.Foreign foreign ->
                    throw new MalformedEntryException("the type is none of ours", null);
        };
    }

    /// Longer attributes fit no index, longer data no fact, and Postgres stores no NUL. The names
    /// of further fields may be anything, too.
    private void checkFields() throws MalformedEntryException {
        for (var field : fields.entrySet()) {
            var name = field.getKey();
            var value = field.getValue() == null ? "" : field.getValue();
            var longest = name.equals("data") ? LONGEST_DATA : LONGEST_ATTRIBUTE;
            if (value.length() > longest) {
                throw new MalformedEntryException(
                        "attribute %s is longer than %d characters"
                                .formatted(shortened(name), longest),
                        null);
            }
            if (name.indexOf(NUL) >= 0 || value.indexOf(NUL) >= 0) {
                throw new MalformedEntryException(
                        "attribute " + shortened(name) + " holds a NUL", null);
            }
        }
    }

    private static String shortened(String name) {
        return name.substring(0, Math.min(name.length(), LONGEST_ATTRIBUTE));
    }

    private String required(String field) throws MalformedEntryException {
        var value = fields.get(field);
        if (value == null) {
            throw new MalformedEntryException("attribute " + field + " is missing", null);
        }
        return value;
    }

    /// An entry that is no event of ours.
    public static final class MalformedEntryException extends Exception {
        MalformedEntryException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
