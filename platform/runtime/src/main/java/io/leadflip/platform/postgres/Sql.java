package io.leadflip.platform.postgres;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.pool.ReactiveConnection;

/// Postgres' own SQL, with `$1` placeholders, on the connection of the current transaction;
/// entities are flushed first, so both see the same state.
///
/// Arguments may be what the reactive Postgres client takes, and besides `Instant` and enums (by
/// name).
@ApplicationScoped
public class Sql {
    /// @return rows changed
    public Uni<Integer> update(String sql, Object... arguments) {
        return onConnection(connection -> connection.update(sql, encoded(arguments)));
    }

    public Uni<List<Row>> select(String sql, Object... arguments) {
        return onConnection(connection -> connection.select(sql, encoded(arguments)))
                .map(Sql::rows);
    }

    public Uni<Optional<Row>> first(String sql, Object... arguments) {
        return select(sql, arguments).map(rows -> rows.stream().findFirst());
    }

    private static <T> Uni<T> onConnection(
            Function<ReactiveConnection, CompletionStage<T>> statement) {
        return Panache.getSession()
                .call(Mutiny.Session::flush)
                .chain(
                        session ->
                                Uni.createFrom()
                                        .completionStage(
                                                () -> statement.apply(connectionOf(session))));
    }

    private static ReactiveConnection connectionOf(Mutiny.Session session) {
        return ((MutinySessionImpl) session).getReactiveConnection();
    }

    private static List<Row> rows(ReactiveConnection.Result result) {
        var rows = new ArrayList<Row>();
        result.forEachRemaining(columns -> rows.add(new Row(columns)));
        return rows;
    }

    private static Object[] encoded(Object[] arguments) {
        return Stream.of(arguments).map(Sql::encoded).toArray();
    }

    private static Object encoded(Object argument) {
        return switch (argument) {
            case null -> null;
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case Enum<?> constant -> constant.name();
            default -> argument;
        };
    }
}
