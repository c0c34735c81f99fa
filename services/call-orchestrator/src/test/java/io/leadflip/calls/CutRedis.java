package io.leadflip.calls;

import io.leadflip.platform.testing.TestStores;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// The run's Redis over a line that can be cut and mended: while it is cut, connections break and
/// new ones are refused; what Redis holds stays as it was. A service with this resource has a line
/// of its own.
public class CutRedis implements QuarkusTestResourceLifecycleManager {
    private static final String HERE = "127.0.0.1";
    private static final Set<NetSocket> ENDS = ConcurrentHashMap.newKeySet();
    private static volatile boolean cut;

    private Vertx vertx;
    private NetClient redis;
    private URI target;

    /// When it returns Redis is away: nothing that is asked from then on gets there.
    public static void cut() {
        cut = true;
        done(Future.all(ENDS.stream().map(NetSocket::close).toList()));
    }

    /// Redis can be reached again.
    public static void mend() {
        cut = false;
    }

    /// After the resource that names the Redis of everybody else.
    @Override
    public int order() {
        return 1;
    }

    @Override
    public Map<String, String> start() {
        mend();
        vertx = Vertx.vertx();
        redis = vertx.createNetClient();
        target = URI.create(TestStores.fromEnvironment().redis());
        NetServer line = done(vertx.createNetServer().connectHandler(this::carry).listen(0, HERE));
        return Map.of("quarkus.redis.hosts", "redis://" + HERE + ":" + line.actualPort());
    }

    private void carry(NetSocket service) {
        if (cut) {
            service.close();
            return;
        }
        service.pause();
        redis.connect(target.getPort(), target.getHost())
                .onSuccess(store -> join(service, store))
                .onFailure(away -> service.close());
    }

    private static void join(NetSocket service, NetSocket store) {
        watch(service, store);
        watch(store, service);
        if (cut) {
            service.close();
            return;
        }
        service.handler(store::write);
        store.handler(service::write);
        service.resume();
    }

    /// What one end loses, the other loses.
    private static void watch(NetSocket end, NetSocket other) {
        ENDS.add(end);
        end.closeHandler(
                gone -> {
                    ENDS.remove(end);
                    other.close();
                });
    }

    @Override
    public void stop() {
        done(vertx.close());
    }

    private static <T> T done(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
