package io.leadflip.sandbox.checker;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.UUID;

/// Schemas of their own in the test database, with as much of the services' tables as the checker
/// reads.
final class Scratch implements AutoCloseable {
    private static final List<String> SCHEMAS = List.of("intake", "matching", "calls", "notify");

    private final String url;
    private final String prefix = "checker_" + UUID.randomUUID().toString().substring(0, 8) + "_";
    private final Connection connection;

    Scratch() throws SQLException {
        String given = System.getenv("LEADFLIP_TEST_DB_URL");
        if (given == null || given.isBlank()) {
            throw new IllegalStateException(
                    "LEADFLIP_TEST_DB_URL is missing; run the tests by `make test`");
        }
        URI address = URI.create(given);
        url =
                "jdbc:postgresql://"
                        + address.getHost()
                        + ":"
                        + address.getPort()
                        + address.getPath();
        Properties login = new Properties();
        login.setProperty("user", user(address));
        connection = DriverManager.getConnection(url, login);
        SCHEMAS.forEach(schema -> run("create schema " + prefix + schema));
        SCHEMAS.forEach(
                schema -> run("create table " + prefix + schema + ".dead_letter (id uuid)"));
        run("create table %sintake.lead (id uuid primary key, status text)");
        run(
                "create table %sintake.match (id uuid primary key, lead_id uuid, business_id uuid, status text)");
        run("create table %sintake.business (id uuid primary key, profile jsonb)");
        run("create table %sintake.event_sequence (subject text primary key, last bigint)");
        run(
                "create table %smatching.business (id uuid primary key, sequence bigint, average_job_price numeric(12, 2))");
        run(
                "create table %snotify.business_channel (business_id uuid primary key, sequence bigint, channels text[])");
        run("create table %sintake.call_request (id uuid primary key, status text)");
        run("create table %smatching.offer (id uuid primary key, lead_id uuid, state text)");
        run(
                "create table %snotify.notification (id uuid primary key, lead_id uuid, match_id uuid, subject_id uuid, kind text, channel text, state text, reason text)");
        run(
                "create table %scalls.call (id uuid primary key, match_id uuid, status text, outcome text, cancel_reason text)");
        run(
                "create table %scalls.attempt (id uuid primary key, call_id uuid, state text, contact_key text)");
        run(
                "create table %scalls.recording_decision (attempt_id uuid, verdict text, consent_id uuid, heard_by text, notice_heard_ms bigint, affirmed_ms bigint)");
        run("create table %scalls.suppression (contact_key text, suppressed_at timestamptz)");
        run("create table %scalls.transfer (attempt_id uuid primary key, dialled_at timestamptz)");
        run(
                "create table %scalls.contact_decision (id uuid primary key, call_id uuid, verdict text, attempt_id uuid, notes text[])");
    }

    private static String user(URI address) {
        return address.getUserInfo() == null ? "postgres" : address.getUserInfo().split(":")[0];
    }

    String url() {
        return url;
    }

    String user() {
        return user(URI.create(System.getenv("LEADFLIP_TEST_DB_URL")));
    }

    String prefix() {
        return prefix;
    }

    /// `%s` stands for the prefix of the schemas.
    void run(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql.formatted(prefix));
        } catch (SQLException e) {
            throw new IllegalStateException("scratch: " + sql, e);
        }
    }

    @Override
    public void close() throws SQLException {
        SCHEMAS.forEach(schema -> run("drop schema " + prefix + schema + " cascade"));
        connection.close();
    }
}
