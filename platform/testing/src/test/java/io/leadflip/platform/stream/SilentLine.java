package io.leadflip.platform.stream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// A line to a server over which, from some moment on, nothing comes through any more, though it
/// stays open; whoever connects after that is heard again.
final class SilentLine implements AutoCloseable {
    private final URI server;
    private final NetServer entrance;
    private final NetClient exit;
    private final List<Runnable> silences = new CopyOnWriteArrayList<>();

    SilentLine(Vertx vertx, URI server) {
        this.server = server;
        this.exit = vertx.createNetClient();
        this.entrance = vertx.createNetServer().connectHandler(this::connect);
        done(entrance.listen(0, "127.0.0.1"));
    }

    String url() {
        return "redis://127.0.0.1:" + entrance.actualPort() + server.getPath();
    }

    void fallSilent() {
        silences.forEach(Runnable::run);
        silences.clear();
    }

    private void connect(NetSocket near) {
        near.pause();
        exit.connect(server.getPort(), server.getHost())
                .onSuccess(far -> join(near, far))
                .onFailure(failure -> near.close());
    }

    private void join(NetSocket near, NetSocket far) {
        silences.add(
                () -> {
                    near.handler(bytes -> {});
                    far.handler(bytes -> {});
                });
        near.handler(far::write);
        far.handler(near::write);
        near.exceptionHandler(failure -> {});
        far.exceptionHandler(failure -> {});
        near.closeHandler(closed -> far.close());
        far.closeHandler(closed -> near.close());
        near.resume();
    }

    @Override
    public void close() {
        done(entrance.close());
        done(exit.close());
    }

    private static void done(Future<?> step) {
        try {
            step.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the line did not do as it was told", e);
        }
    }
}
