package io.leadflip.faults.check;

import io.leadflip.faults.world.RedisServer;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The event streams as Redis shows them.
public final class Streams {
    private Streams() {}

    /// All streams of the installation.
    public static List<String> names(RedisServer.Session redis) {
        List<String> names = new ArrayList<>();
        String cursor = "0";
        do {
            Response page =
                    redis.send("SCAN", cursor, "MATCH", "lf:{*", "COUNT", "500", "TYPE", "stream");
            cursor = page.get(0).toString();
            page.get(1).forEach(name -> names.add(name.toString()));
        } while (!"0".equals(cursor));
        return names.stream().distinct().sorted().toList();
    }

    /// Entries that some group has not been given, or has been given and not acknowledged.
    public static long unhandled(RedisServer.Session redis) {
        long unhandled = 0;
        for (String stream : names(redis)) {
            for (Response group : redis.send("XINFO", "GROUPS", stream)) {
                Map<String, Response> facts = facts(group);
                unhandled += number(facts.get("pending")) + number(facts.get("lag"));
            }
        }
        return unhandled;
    }

    /// A map under RESP3, a flat list of names and values under RESP2.
    private static Map<String, Response> facts(Response group) {
        Map<String, Response> facts = new HashMap<>();
        if (group.getKeys() != null && !group.getKeys().isEmpty()) {
            group.getKeys().forEach(key -> facts.put(key, group.get(key)));
        } else {
            for (int i = 0; i + 1 < group.size(); i += 2) {
                facts.put(group.get(i).toString(), group.get(i + 1));
            }
        }
        return facts;
    }

    /// Redis says nothing about the lag of a group after entries were deleted in its middle.
    private static long number(Response value) {
        return value == null ? 0 : value.toLong();
    }
}
