package io.leadflip.calls.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadflip.calls.contact.RulePack.Limits;
import io.leadflip.calls.contact.RulePack.RuleEntry;
import io.leadflip.contracts.value.CallPurpose;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Reads the rule packs that ship with the service: `rules/<name>.json`.
public final class RulePacks {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RulePacks() {}

    /// @throws IllegalArgumentException when there is no pack of that name
    public static RulePack load(String name) {
        if (!name.matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException("No contact rule pack is called so");
        }
        try (InputStream file = RulePacks.class.getResourceAsStream("/rules/" + name + ".json")) {
            if (file == null) {
                throw new IllegalArgumentException("There is no contact rule pack '" + name + "'");
            }
            return pack(JSON.readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The contact rule pack '" + name + "' cannot be read", e);
        }
    }

    private static RulePack pack(JsonNode json) {
        return new RulePack(
                json.required("name").asText(),
                json.required("version").asText(),
                json.required("sandboxOnly").asBoolean(true),
                rules(json.required("rules")),
                week(json.required("federal")),
                week(json.required("house")),
                states(json.required("states")),
                set(json.required("zones"), ZoneId::of),
                limits(json.required("limits")));
    }

    private static Map<String, RuleEntry> rules(JsonNode rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(
                        row ->
                                new RuleEntry(
                                        row.required("id").asText(),
                                        row.required("active").asBoolean(true),
                                        row.required("says").asText(),
                                        row.required("note").asText()))
                .collect(Collectors.toUnmodifiableMap(RuleEntry::id, Function.identity()));
    }

    private static Map<String, Week> states(JsonNode rows) {
        Map<String, Week> states = new TreeMap<>();
        rows.properties().forEach(row -> states.put(row.getKey(), week(row.getValue())));
        return Map.copyOf(states);
    }

    private static Week week(JsonNode row) {
        return new Week(
                hours(row.required("weekdays")),
                hours(row.required("saturday")),
                hours(row.required("sunday")));
    }

    private static Hours hours(JsonNode pair) {
        return pair.isArray()
                ? new Hours(
                        LocalTime.parse(pair.get(0).asText()),
                        LocalTime.parse(pair.get(1).asText()))
                : Hours.CLOSED;
    }

    private static Limits limits(JsonNode json) {
        return new Limits(
                set(json.required("telemarketing"), CallPurpose::of),
                set(json.required("regions"), Function.identity()),
                json.required("attemptsPerPhone").asInt(),
                json.required("attemptsPerCall").asInt(),
                json.required("attemptsPerMatch").asInt(),
                json.required("callbackAttempts").asInt(),
                Duration.parse(json.required("callbackScope").asText()),
                Duration.parse(json.required("phoneProofAge").asText()));
    }

    private static <T> Set<T> set(JsonNode array, Function<String, T> read) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .map(read)
                .collect(Collectors.toUnmodifiableSet());
    }
}
