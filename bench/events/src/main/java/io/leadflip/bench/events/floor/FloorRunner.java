package io.leadflip.bench.events.floor;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadflip.bench.events.runner.TaskLoop;
import java.io.IOException;
import java.util.Map;

/// Raw Redis streams through the same client library the delivery layer uses: the floor under any
/// layer above them. Nothing is encoded, decoded, leased or remembered.
public final class FloorRunner {
    private FloorRunner() {}

    /// @param args Redis' URL, then the number of streams
    public static void main(String[] args) throws IOException {
        try (var streams = new RawStreams(args[0], Integer.parseInt(args[1]))) {
            new TaskLoop(
                            Map.of(
                                    "fill", options -> fill(streams, options),
                                    "drain", options -> drain(streams, options),
                                    "through", options -> through(streams, options),
                                    "clear", options -> clear(streams)))
                    .run(System.in, System.out);
        }
        System.exit(0);
    }

    private static Map<String, ?> fill(RawStreams streams, JsonNode options) {
        streams.create();
        var started = System.nanoTime();
        streams.produce(shape(options), events(options));
        return result(options, started);
    }

    private static Map<String, ?> drain(RawStreams streams, JsonNode options) {
        var started = System.nanoTime();
        streams.consume(events(options));
        return result(options, started);
    }

    private static Map<String, ?> through(RawStreams streams, JsonNode options)
            throws InterruptedException {
        streams.create();
        var started = System.nanoTime();
        var producer =
                Thread.ofPlatform().start(() -> streams.produce(shape(options), events(options)));
        streams.consume(events(options));
        producer.join();
        return result(options, started);
    }

    private static Map<String, ?> clear(RawStreams streams) {
        streams.delete();
        return Map.of();
    }

    private static EntryShape shape(JsonNode options) {
        return EntryShape.valueOf(options.path("shape").asText("FIELDS"));
    }

    private static int events(JsonNode options) {
        return options.get("events").asInt();
    }

    private static Map<String, ?> result(JsonNode options, long started) {
        return Map.of("events", events(options), "seconds", (System.nanoTime() - started) / 1e9);
    }
}
