package io.leadflip.platform.postgres;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnsweringPoolTest {
    /// `AuthenticationOk` and `ReadyForQuery` (PostgreSQL, "Message Formats").
    private static final Buffer WELCOME =
            Buffer.buffer()
                    .appendByte((byte) 'R')
                    .appendInt(8)
                    .appendInt(0)
                    .appendByte((byte) 'Z')
                    .appendInt(5)
                    .appendByte((byte) 'I');

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger connections = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }

    @Test
    void shouldGiveUpAConnectionOnWhichNobodyAnswers() throws Exception {
        // Given
        var server = serverThatFallsSilent();
        PostgresConfig config = () -> Duration.ofMillis(200);
        var pool = new AnsweringPool(config).create(input(server.actualPort()));
        // When
        assertThatThrownBy(() -> answer(pool.query("select 1").execute()))
                .isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> answer(pool.query("select 1").execute()))
                .isInstanceOf(ExecutionException.class);
        // Then
        assertThat(connections).as("the only place of the pool was free again").hasValue(2);
    }

    private NetServer serverThatFallsSilent() throws Exception {
        return answer(
                vertx.createNetServer()
                        .connectHandler(
                                socket -> {
                                    connections.incrementAndGet();
                                    welcomeOnce(socket);
                                })
                        .listen(0, "127.0.0.1"));
    }

    private static void welcomeOnce(NetSocket socket) {
        socket.handler(
                startup -> {
                    socket.handler(ignored -> {});
                    socket.write(WELCOME);
                });
    }

    private PgPoolCreator.Input input(int port) {
        var server =
                new PgConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setUser("nobody")
                        .setDatabase("nothing");
        return new PgPoolCreator.Input() {
            @Override
            public Vertx vertx() {
                return vertx;
            }

            @Override
            public PoolOptions poolOptions() {
                return new PoolOptions().setMaxSize(1);
            }

            @Override
            public List<PgConnectOptions> pgConnectOptionsList() {
                return List.of(server);
            }
        };
    }

    private static <T> T answer(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }
}
