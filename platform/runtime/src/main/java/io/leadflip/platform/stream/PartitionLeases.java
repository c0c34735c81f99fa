package io.leadflip.platform.stream;

import io.leadflip.contracts.event.EventType;
import io.leadflip.platform.Service;
import io.leadflip.platform.identity.Identifiers;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Which partitions this process reads for its service. A partition has one reader at a time, so
/// order per key holds across instances; instances share the partitions evenly. A reader that goes
/// silent loses its leases after the lease time.
///
/// Renewing may go on beside reading; partitions change hands only in [rebalance][#rebalance],
/// between two reads. Time is Redis' clock.
@ApplicationScoped
class PartitionLeases {
    /// Announces a member, forgets silent ones, returns how many are left.
    private static final String ANNOUNCE =
            """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            redis.call('ZADD', KEYS[1], now, ARGV[1])
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[2])
            redis.call('PEXPIRE', KEYS[1], ARGV[2] * 10)
            return redis.call('ZCARD', KEYS[1])""";

    private static final String RENEW =
            """
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              return redis.call('PEXPIRE', KEYS[1], ARGV[2])
            end
            return 0""";
    private static final String GIVE_UP =
            """
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              return redis.call('DEL', KEYS[1])
            end
            return 0""";
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

    private final String member = Identifiers.next().toString();
    private final Redis redis;
    private final String membersKey;
    private final String group;
    private final String leaseMillis;
    private final List<String> streams;
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    PartitionLeases(Redis redis, StreamConfig config, Service service, Inbox inbox) {
        this.redis = redis;
        this.group = service.service().wire();
        this.membersKey = config.prefix() + ":readers:" + group;
        this.leaseMillis = Long.toString(config.lease().toMillis());
        this.streams =
                inbox.types().stream()
                        .map(EventType::domain)
                        .distinct()
                        .sorted()
                        .flatMap(domain -> config.streams().of(domain).stream())
                        .toList();
    }

    /// Keeps what is held, as far as it still is.
    void renew() {
        held.removeIf(stream -> evaluate(RENEW, key(stream), member, leaseMillis) == 0);
    }

    /// Gives up what is more than a fair share and takes free partitions up to it.
    ///
    /// @return the streams held afterwards
    Set<String> rebalance() {
        var members = Math.max(1, evaluate(ANNOUNCE, membersKey, member, leaseMillis));
        var share = Math.ceilDiv(streams.size(), members);
        renew();
        List.copyOf(held).stream().skip(share).forEach(this::giveUp);
        for (var stream : streams) {
            if (held.size() < share && !held.contains(stream) && take(stream)) {
                held.add(stream);
            }
        }
        return held();
    }

    Set<String> held() {
        return Set.copyOf(held);
    }

    void giveUpAll() {
        new ArrayList<>(held).forEach(this::giveUp);
        send(Request.cmd(Command.ZREM).arg(membersKey).arg(member));
    }

    private void giveUp(String stream) {
        held.remove(stream);
        evaluate(GIVE_UP, key(stream), member);
    }

    private boolean take(String stream) {
        return send(
                        Request.cmd(Command.SET)
                                .arg(key(stream))
                                .arg(member)
                                .arg("NX")
                                .arg("PX")
                                .arg(leaseMillis))
                != null;
    }

    private int evaluate(String script, String key, String... arguments) {
        var request = Request.cmd(Command.EVAL).arg(script).arg("1").arg(key);
        for (var argument : arguments) {
            request.arg(argument);
        }
        return Integer.parseInt(send(request));
    }

    private String send(Request request) {
        var reply = redis.send(request).await().atMost(ANSWER_WITHIN);
        return reply == null ? null : reply.toString();
    }

    private String key(String stream) {
        return stream + ":" + group + ":reader";
    }
}
