package io.leadflip.faults.check;

import io.leadflip.faults.world.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the services gave up, by schema, each letter as the text of its row.
///
/// @param rows texts of the rows by schema
public record DeadLetters(Map<String, List<String>> rows) {
    private static final List<String> SCHEMAS = List.of("intake", "matching", "calls", "notify");

    public static DeadLetters in(Database database) {
        try (Connection connection = database.reader();
                Statement statement = connection.createStatement()) {
            Map<String, List<String>> rows = new TreeMap<>();
            for (String schema : SCHEMAS) {
                rows.put(schema, texts(statement, schema));
            }
            return new DeadLetters(rows);
        } catch (SQLException e) {
            throw new IllegalStateException("The dead letters cannot be read", e);
        }
    }

    private static List<String> texts(Statement statement, String schema) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows =
                statement.executeQuery(
                        "select letter::text from %s.dead_letter letter".formatted(schema))) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    /// Letters about one event in one schema.
    private static long about(String eventId, List<String> letters) {
        return letters.stream().filter(letter -> letter.contains(eventId)).count();
    }

    /// Whether each of these events lies in at least one service's letters.
    public boolean holdsAll(Collection<String> eventIds) {
        return eventIds.stream().allMatch(this::holds);
    }

    private boolean holds(String eventId) {
        return rows.values().stream().anyMatch(letters -> about(eventId, letters) > 0);
    }

    /// Those of which one service keeps more than one letter.
    public List<String> heldTwice(Collection<String> eventIds) {
        return eventIds.stream()
                .filter(id -> rows.values().stream().anyMatch(letters -> about(id, letters) > 1))
                .toList();
    }

    /// All letters about these events.
    public long count(Collection<String> eventIds) {
        return eventIds.stream()
                .mapToLong(
                        id -> rows.values().stream().mapToLong(letters -> about(id, letters)).sum())
                .sum();
    }
}
