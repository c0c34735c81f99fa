package io.leadflip.platform.stream;

import io.leadflip.contracts.event.Source;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Redis streams with commands of Redis 7.0 and older.
@ApplicationScoped
class RedisStreamLog implements StreamLog {
    private static final String MOVE_MARK =
            """
            if (redis.call('GET', KEYS[1]) or '0') ~= ARGV[1] then
              return 0
            end
            redis.call('SET', KEYS[1], ARGV[2])
            return 1""";

    private final Redis redis;
    private final StreamConfig config;
    private final Vertx vertx;
    private final String url;

    RedisStreamLog(
            io.vertx.mutiny.redis.client.Redis redis,
            StreamConfig config,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.redis.hosts") String url) {
        this.redis = redis.getDelegate();
        this.config = config;
        this.vertx = vertx;
        this.url = url;
    }

    @Override
    public Uni<Boolean> append(List<Addressed> facts, Mark mark) {
        var commands = adding(facts);
        commands.add(move(mark));
        return pipelined(commands).map(replies -> replies.getLast().toInteger() == 1);
    }

    private Request move(Mark mark) {
        return Request.cmd(Command.EVAL)
                .arg(MOVE_MARK)
                .arg("1")
                .arg(markKey(mark.producer()))
                .arg(Long.toString(mark.after()))
                .arg(Long.toString(mark.round()));
    }

    @Override
    public Uni<Void> append(List<Addressed> facts) {
        return facts.isEmpty()
                ? Uni.createFrom().voidItem()
                : pipelined(adding(facts)).replaceWithVoid();
    }

    /// The facts of one stream, in their order, are taken together or not at all: a Redis that is
    /// full in one moment and not in the next must not take a fact and leave the one before it.
    static List<Request> adding(List<Addressed> facts) {
        var streams = new LinkedHashMap<String, List<Request>>();
        facts.forEach(
                fact ->
                        streams.computeIfAbsent(fact.stream(), stream -> new ArrayList<>())
                                .add(add(fact)));
        var commands = new ArrayList<Request>(facts.size() + 2 * streams.size() + 1);
        streams.values().forEach(entries -> commands.addAll(together(entries)));
        return commands;
    }

    private static List<Request> together(List<Request> entries) {
        if (entries.size() == 1) {
            return entries;
        }
        var transaction = new ArrayList<Request>(entries.size() + 2);
        transaction.add(Request.cmd(Command.MULTI));
        transaction.addAll(entries);
        transaction.add(Request.cmd(Command.EXEC));
        return transaction;
    }

    private Uni<List<Response>> pipelined(List<Request> commands) {
        return answered(() -> redis.batch(commands)).invoke(RedisStreamLog::requireAccepted);
    }

    private static Request add(Addressed fact) {
        var request = Request.cmd(Command.XADD).arg(fact.stream()).arg("*");
        fact.entry().fields().forEach((name, value) -> request.arg(name).arg(value));
        return request;
    }

    /// A pipeline's replies, and those of a transaction within it, may hold errors of single
    /// commands; one is enough to tell the batch again.
    private static void requireAccepted(Iterable<Response> replies) {
        for (var reply : replies) {
            if (reply == null) {
                continue;
            }
            if (reply.type() == ResponseType.ERROR) {
                throw new IllegalStateException("Redis refused a fact: " + reply);
            }
            if (reply.type() == ResponseType.MULTI) {
                requireAccepted(reply);
            }
        }
    }

    @Override
    public Uni<Long> mark(Source producer) {
        return send(Request.cmd(Command.GET).arg(markKey(producer)))
                .map(reply -> reply == null ? 0L : reply.toLong());
    }

    @Override
    public Uni<Void> recall() {
        var request = Request.cmd(Command.DEL);
        Arrays.stream(Source.values()).map(this::markKey).forEach(request::arg);
        return send(request).replaceWithVoid();
    }

    private String markKey(Source producer) {
        return config.prefix() + ":published:" + producer.wire();
    }

    @Override
    public GroupReader reader(String group) {
        var options =
                new RedisOptions()
                        .setConnectionString(url)
                        .setMaxPoolSize(1)
                        .setPoolRecycleTimeout(-1);
        return RedisGroupReader.connect(Redis.createClient(vertx, options), group, config);
    }

    @Override
    public Uni<Long> trim(String stream, Set<String> groups, Instant before) {
        return groups(stream)
                .chain(
                        known ->
                                names(known).containsAll(groups)
                                        ? trimHandled(stream, known, before)
                                        : Uni.createFrom().item(0L));
    }

    private static List<String> names(List<RedisGroup> groups) {
        return groups.stream().map(RedisGroup::name).toList();
    }

    private Uni<Long> trimHandled(String stream, List<RedisGroup> groups, Instant before) {
        return Uni.join()
                .all(groups.stream().map(group -> firstNeeded(stream, group)).toList())
                .andFailFast()
                .map(
                        needed ->
                                needed.stream()
                                        .reduce(
                                                new EntryId(before.toEpochMilli(), 0),
                                                EntryId::min))
                .chain(
                        first ->
                                send(
                                        Request.cmd(Command.XTRIM)
                                                .arg(stream)
                                                .arg("MINID")
                                                .arg("~")
                                                .arg(first.toString())))
                .map(Response::toLong);
    }

    /// The smallest id that the group has not acknowledged.
    private Uni<EntryId> firstNeeded(String stream, RedisGroup group) {
        return group.pending() == 0
                ? Uni.createFrom().item(group.lastDelivered().next())
                : send(Request.cmd(Command.XPENDING).arg(stream).arg(group.name()))
                        .map(
                                summary ->
                                        summary.get(0).toLong() == 0
                                                ? group.lastDelivered().next()
                                                : EntryId.of(summary.get(1).toString()));
    }

    @Override
    public Uni<GroupState> state(String stream, String group) {
        return groups(stream)
                .chain(
                        groups ->
                                groups.stream()
                                        .filter(known -> known.name().equals(group))
                                        .findFirst()
                                        .map(known -> state(stream, known))
                                        .orElse(Uni.createFrom().item(GroupState.NONE)));
    }

    private Uni<GroupState> state(String stream, RedisGroup group) {
        return Uni.combine()
                .all()
                .unis(
                        send(Request.cmd(Command.XLEN).arg(stream)).map(Response::toLong),
                        send(Request.cmd(Command.TIME)),
                        firstNeeded(stream, group).chain(first -> oldestFrom(stream, first)))
                .asTuple()
                .map(
                        found ->
                                new GroupState(
                                        found.getItem1(),
                                        group.lag(),
                                        group.pending(),
                                        waiting(found.getItem2(), found.getItem3())));
    }

    private Uni<Response> oldestFrom(String stream, EntryId first) {
        return send(
                Request.cmd(Command.XRANGE)
                        .arg(stream)
                        .arg(first.toString())
                        .arg("+")
                        .arg("COUNT")
                        .arg("1"));
    }

    private static Duration waiting(Response time, Response oldest) {
        if (oldest.size() == 0) {
            return Duration.ZERO;
        }
        var now = time.get(0).toLong() * 1000 + time.get(1).toLong() / 1000;
        var added = EntryId.of(oldest.get(0).get(0).toString()).millis();
        return Duration.ofMillis(Math.max(0, now - added));
    }

    /// A stream that does not exist has no groups.
    private Uni<List<RedisGroup>> groups(String stream) {
        return send(Request.cmd(Command.XINFO).arg("GROUPS").arg(stream))
                .map(
                        reply ->
                                StreamSupport.stream(reply.spliterator(), false)
                                        .map(RedisGroup::of)
                                        .toList())
                .onFailure(failure -> String.valueOf(failure.getMessage()).contains("no such key"))
                .recoverWithItem(List.of());
    }

    private Uni<Response> send(Request request) {
        return answered(() -> redis.send(request));
    }

    private <T> Uni<T> answered(Supplier<Future<T>> command) {
        return Uni.createFrom()
                .completionStage(() -> command.get().toCompletionStage())
                .ifNoItem()
                .after(config.watchdog())
                .fail();
    }

    /// What `XINFO GROUPS` says of one group.
    ///
    /// @param lag -1 when Redis does not know it (it may not after deletions)
    private record RedisGroup(String name, long pending, EntryId lastDelivered, long lag) {
        static RedisGroup of(Response reply) {
            var lag = reply.get("lag");
            return new RedisGroup(
                    reply.get("name").toString(),
                    reply.get("pending").toLong(),
                    EntryId.of(reply.get("last-delivered-id").toString()),
                    lag == null ? -1 : lag.toLong());
        }
    }
}
