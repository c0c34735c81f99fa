package io.leadflip.bench.events.rounds;

import io.leadflip.bench.events.probe.RedisProbe;
import io.leadflip.bench.kit.probe.ProcessTree;
import java.util.Map;

/// The stores all contestants share, and how much of them a task uses.
public record Stand(RedisProbe redis, ProcessTree redisServer, ProcessTree postgres) {
    /// Runs one task and takes its cost.
    Measured measure(Contestant contestant, String task, Map<String, Object> options) {
        var client = new ProcessTree(contestant.runner().pid());
        var before = redis.state();
        var clientBefore = client.seconds();
        var redisBefore = redisServer.seconds();
        var postgresBefore = postgres.seconds();
        var reply = contestant.ask(task, options);
        return new Measured(
                reply,
                before,
                redis.state(),
                client.seconds() - clientBefore,
                redisServer.seconds() - redisBefore,
                postgres.seconds() - postgresBefore);
    }
}
