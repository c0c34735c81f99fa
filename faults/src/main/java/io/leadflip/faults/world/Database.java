package io.leadflip.faults.world;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// The database of a run, made anew for each scenario from the one the scripts prepared.
public final class Database {
    static final String NAME = "leadflip_faults";

    private static final String PREPARED = "leadflip";

    private final Home home;

    Database(Home home) {
        this.home = home;
    }

    void makeAnew() throws SQLException {
        try (Connection connection = connect("postgres", "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists " + NAME + " with (force)");
            statement.execute("create database " + NAME + " template " + PREPARED);
        }
    }

    /// A connection that may read everything and passes no proxy.
    public Connection reader() throws SQLException {
        return connect(
                NAME, home.get("CHECKER_DATABASE_USERNAME"), home.get("CHECKER_DATABASE_PASSWORD"));
    }

    boolean answers() {
        try (Connection connection = connect("postgres", "postgres", "")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    String url() {
        return url(NAME);
    }

    private Connection connect(String database, String user, String password) throws SQLException {
        return DriverManager.getConnection(
                url(database) + "?connectTimeout=2&socketTimeout=60&ApplicationName=faults",
                user,
                password);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + home.port("postgres") + "/" + database;
    }
}
