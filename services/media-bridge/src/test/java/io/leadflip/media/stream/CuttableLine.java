package io.leadflip.media.stream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// A TCP line to a server that a test can cut and join again, and whose answers it can swallow.
final class CuttableLine implements AutoCloseable {
    private final Vertx vertx;
    private final URI server;
    private final List<NetSocket> open = new CopyOnWriteArrayList<>();
    private NetServer listener;
    private int port;
    private volatile boolean deaf;
    private volatile int taken;

    CuttableLine(Vertx vertx, URI server) throws Exception {
        this.vertx = vertx;
        this.server = server;
        join();
    }

    int port() {
        return port;
    }

    /// From now on what is sent arrives, and no answer comes back.
    void swallowAnswers() {
        taken = 0;
        deaf = true;
    }

    /// Whether anything was answered that the asking side never saw.
    boolean swallowed() {
        return taken > 0;
    }

    void cut() throws Exception {
        await(listener.close());
        open.forEach(NetSocket::close);
        open.clear();
    }

    void join() throws Exception {
        deaf = false;
        listener = vertx.createNetServer().connectHandler(this::carry);
        port = await(listener.listen(port, "127.0.0.1")).actualPort();
    }

    private void carry(NetSocket near) {
        open.add(near);
        near.pause();
        near.exceptionHandler(failure -> {});
        vertx.createNetClient()
                .connect(server.getPort(), server.getHost())
                .onFailure(failure -> near.close())
                .onSuccess(far -> join(near, far));
    }

    private void join(NetSocket near, NetSocket far) {
        far.exceptionHandler(failure -> {});
        near.closeHandler(nothing -> far.close());
        far.closeHandler(nothing -> near.close());
        near.handler(far::write);
        far.handler(
                bytes -> {
                    if (deaf) {
                        taken += bytes.length();
                    } else {
                        near.write(bytes);
                    }
                });
        near.resume();
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        cut();
    }
}
