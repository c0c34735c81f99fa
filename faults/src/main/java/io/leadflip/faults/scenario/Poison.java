package io.leadflip.faults.scenario;

import io.leadflip.faults.check.DeadLetters;
import io.leadflip.faults.check.Streams;
import io.leadflip.faults.world.RedisServer;
import io.leadflip.sandbox.story.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Entries that are no events, and events of a version nobody knows yet, in every partition. They
/// become dead letters of each service that listens for their type, once, and of nobody else; what
/// has no type at all, of each service that reads the family. Their neighbours notice nothing.
final class Poison implements Scenario {
    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(60), Duration.ofSeconds(1));

    private static final Map<String, Family> FAMILIES =
            Map.of(
                    "lead",
                    new Family(
                            "io.leadflip.match.offered.v1",
                            Set.of("intake", "notify"),
                            Set.of("intake", "matching", "calls", "notify")),
                    "business",
                    new Family(
                            "io.leadflip.business.registered.v1",
                            Set.of("matching", "notify"),
                            Set.of("matching", "notify")),
                    "contact",
                    new Family(
                            "io.leadflip.contact.suppressed.v1",
                            Set.of("intake", "calls"),
                            Set.of("intake", "calls")));

    /// A stream family as the contract and the services' subscriptions have it.
    ///
    /// @param type one that more than one service listens for
    /// @param listeners schemas of those
    /// @param readers schemas of the services that read the family
    private record Family(String type, Set<String> listeners, Set<String> readers) {}

    @Override
    public String name() {
        return "poison";
    }

    @Override
    public boolean mayLeaveDoubt() {
        return false;
    }

    @Override
    public void run(Stage stage) {
        Map<String, Set<String>> expected = new HashMap<>();
        try (RedisServer.Session redis = stage.world().redis().session()) {
            for (String stream : Streams.names(redis)) {
                Family family = FAMILIES.get(stream.replaceFirst(".*\\{(.*)\\..*", "$1"));
                String newer = family.type().replace(".v1", ".v2");
                expected.put(
                        add(redis, stream, family.type(), "{\"neither\": \"this\", \"nor"),
                        family.listeners());
                expected.put(add(redis, stream, family.type(), "null"), family.listeners());
                expected.put(add(redis, stream, newer, "{\"newer\": true}"), family.listeners());
                expected.put(addNoEvent(redis, stream), family.readers());
            }
        }
        stage.say("%d poisoned entries, a quarter of them of a newer version", expected.size());
        stage.plantedLetters(expected.values().stream().mapToLong(Set::size).sum());
        stage.recovered("poison");
        judge(stage, expected);
    }

    /// Carries a mark by which its letters are found.
    private static String addNoEvent(RedisServer.Session redis, String stream) {
        String mark = UUID.randomUUID().toString();
        redis.send("XADD", stream, "*", "not", "an event at all", "mark", mark);
        return mark;
    }

    private static String add(RedisServer.Session redis, String stream, String type, String data) {
        String id = UUID.randomUUID().toString();
        redis.send(
                "XADD",
                stream,
                "*",
                "id",
                id,
                "source",
                "lead-intake",
                "specversion",
                "1.0",
                "type",
                type,
                "time",
                Instant.now(),
                "subject",
                id,
                "dataschema",
                type,
                "partitionkey",
                id,
                "sequence",
                "1",
                "traceparent",
                "",
                "data",
                data);
        return id;
    }

    /// What another version tells is not understood here and not lost: it waits as a dead letter
    /// until its reader has been brought up to date.
    private static void judge(Stage stage, Map<String, Set<String>> expected) {
        PATIENCE.until(
                () ->
                        DeadLetters.in(stage.world().database()).misplaced(expected).isEmpty()
                                ? Optional.of(true)
                                : Optional.empty());
        DeadLetters letters = DeadLetters.in(stage.world().database());
        letters.misplaced(expected).forEach(stage::fail);
        letters.heldTwice(expected.keySet())
                .forEach(id -> stage.fail("dead letter of " + id + " twice"));
        stage.note(
                "%d dead letters of %d entries must be there"
                        .formatted(stage.plantedLetters(), expected.size()));
    }
}
