package io.leadflip.faults.scenario;

import io.leadflip.faults.check.Streams;
import io.leadflip.faults.world.RedisServer;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A fifth of what lately ran through the streams comes again, in another order, under the same
/// event ids.
final class Repeat implements Scenario {
    private static final int ROUNDS = 10;
    private static final Duration BETWEEN = Duration.ofSeconds(3);
    private static final String RECENT = "200";
    private static final double SHARE = 0.2;

    @Override
    public String name() {
        return "repeat";
    }

    @Override
    public boolean mayLeaveDoubt() {
        return false;
    }

    @Override
    public void run(Stage stage) {
        int repeated = 0;
        try (RedisServer.Session redis = stage.world().redis().session()) {
            for (int round = 1; round <= ROUNDS; round++) {
                stage.pass(BETWEEN);
                repeated += repeat(stage, redis);
            }
        }
        stage.note(repeated + " events delivered once more, out of order");
        stage.recovered("repeated deliveries");
    }

    private static int repeat(Stage stage, RedisServer.Session redis) {
        List<Object[]> copies = new ArrayList<>();
        for (String stream : Streams.names(redis)) {
            for (Response entry : redis.send("XREVRANGE", stream, "+", "-", "COUNT", RECENT)) {
                if (stage.random().nextDouble() < SHARE) {
                    copies.add(copy(stream, entry.get(1)));
                }
            }
        }
        Collections.shuffle(copies, stage.random());
        copies.forEach(copy -> redis.send("XADD", copy));
        return copies.size();
    }

    private static Object[] copy(String stream, Response fields) {
        List<Object> arguments = new ArrayList<>(List.of(stream, "*"));
        fields.forEach(field -> arguments.add(field.toString()));
        return arguments.toArray();
    }
}
