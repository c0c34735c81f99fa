package io.leadflip.platform.testing;

import java.net.URI;
import java.util.Optional;

/// Where the real Postgres and Redis of a test run stand. `make test` starts them and says so in
/// the environment.
///
/// @param host of Postgres
/// @param port of Postgres
/// @param database its scratch database, prepared by `deploy/postgres/bootstrap.sql`
/// @param redis such as `redis://127.0.0.1:16379`
public record TestStores(String host, int port, String database, String redis) {
    /// @throws IllegalStateException when the environment names no stores: tests never run without
    ///   them
    public static TestStores fromEnvironment() {
        var postgres = URI.create(required("LEADFLIP_TEST_DB_URL"));
        return new TestStores(
                postgres.getHost(),
                postgres.getPort(),
                postgres.getPath().substring(1),
                required("LEADFLIP_TEST_REDIS_URL"));
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    public String reactiveUrl() {
        return "postgresql://" + host + ":" + port + "/" + database;
    }

    private static String required(String variable) {
        return Optional.ofNullable(System.getenv(variable))
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        variable
                                                + " is not set. Run `make test`, which starts the stores and sets it."));
    }
}
