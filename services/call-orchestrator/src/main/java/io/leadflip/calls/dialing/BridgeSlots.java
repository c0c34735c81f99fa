package io.leadflip.calls.dialing;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.keys.KeyScanArgs;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// How many calls the media bridges can hold together, as they say themselves every two seconds.
@ApplicationScoped
class BridgeSlots {
    private final ReactiveRedisDataSource redis;
    private final String pattern;

    BridgeSlots(ReactiveRedisDataSource redis, DialingSettings settings) {
        this.redis = redis;
        this.pattern = settings.bridgeKeyPrefix() + "*";
    }

    Uni<Integer> total() {
        return redis.key()
                .scan(new KeyScanArgs().match(pattern).count(100))
                .toMulti()
                .collect()
                .asList()
                .chain(this::limits);
    }

    private Uni<Integer> limits(List<String> bridges) {
        if (bridges.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return redis.value(String.class)
                .mget(bridges.toArray(String[]::new))
                .map(Map::values)
                .map(
                        said ->
                                said.stream()
                                        .filter(Objects::nonNull)
                                        .map(JsonObject::new)
                                        .mapToInt(BridgeSlots::limit)
                                        .sum());
    }

    /// A bridge that is stopping takes no new calls; those it holds are counted by us, so it adds
    /// what it still holds.
    private static int limit(JsonObject bridge) {
        return bridge.getBoolean("draining", false)
                ? bridge.getInteger("live", 0)
                : bridge.getInteger("limit", 0);
    }
}
