package io.leadflip.platform.postgres;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A pool that gets rid of connections whose other end went away without a word (a network address
/// translator forgot them, a host lost its power): nothing ever fails on such a connection, so a
/// transaction on it would hold its place in the pool for ever.
@Singleton
final class AnsweringPool implements PgPoolCreator {
    private final PostgresConfig config;

    AnsweringPool(PostgresConfig config) {
        this.config = config;
    }

    @Override
    public Pool create(Input input) {
        List<SqlConnectOptions> servers =
                input.pgConnectOptionsList().stream().map(this::closedWhenSilent).toList();
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(servers)
                .using(input.vertx())
                .build();
    }

    private SqlConnectOptions closedWhenSilent(PgConnectOptions server) {
        server.setReadIdleTimeout(Math.toIntExact(config.silence().toMillis()));
        server.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        return server;
    }
}
