package io.leadflip.faults.scenario;

import io.leadflip.faults.check.DeadLetters;
import io.leadflip.faults.check.Streams;
import io.leadflip.faults.world.RedisServer;
import io.leadflip.sandbox.story.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Entries that are no events, and events of a version nobody knows yet, in every partition. They
/// become dead letters of each service that listens for their type, once; their neighbours notice
/// nothing.
final class Poison implements Scenario {
    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(60), Duration.ofSeconds(1));

    /// A type of each family that more than one service listens for.
    private static final Map<String, String> TYPES =
            Map.of(
                    "lead", "io.leadflip.match.offered.v1",
                    "business", "io.leadflip.business.registered.v1",
                    "contact", "io.leadflip.contact.suppressed.v1");

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
        List<String> poisoned = new ArrayList<>();
        List<String> newer = new ArrayList<>();
        try (RedisServer.Session redis = stage.world().redis().session()) {
            for (String stream : Streams.names(redis)) {
                String type = TYPES.get(stream.replaceFirst(".*\\{(.*)\\..*", "$1"));
                poisoned.add(add(redis, stream, type, "{\"neither\": \"this\", \"nor"));
                poisoned.add(add(redis, stream, type, "null"));
                newer.add(add(redis, stream, type.replace(".v1", ".v2"), "{\"newer\": true}"));
                redis.send("XADD", stream, "*", "not", "an event", "at", "all");
            }
        }
        stage.say("%d poisoned entries, %d of a newer version", poisoned.size(), newer.size());
        stage.recovered("poison");
        judge(stage, poisoned, newer);
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
    private static void judge(Stage stage, List<String> poisoned, List<String> newer) {
        List<String> all = new ArrayList<>(poisoned);
        all.addAll(newer);
        Optional<DeadLetters> found =
                PATIENCE.until(
                        () ->
                                Optional.of(DeadLetters.in(stage.world().database()))
                                        .filter(letters -> letters.holdsAll(all)));
        DeadLetters letters = found.orElseGet(() -> DeadLetters.in(stage.world().database()));
        if (!letters.holdsAll(poisoned)) {
            stage.fail("not every poisoned entry became a dead letter");
        }
        if (!letters.holdsAll(newer)) {
            stage.fail("an event of a newer version is gone");
        }
        letters.heldTwice(all).forEach(id -> stage.fail("dead letter of " + id + " twice"));
        stage.note(
                "%d dead letters of %d poisoned entries, %d of %d newer ones"
                        .formatted(
                                letters.count(poisoned),
                                poisoned.size(),
                                letters.count(newer),
                                newer.size()));
    }
}
