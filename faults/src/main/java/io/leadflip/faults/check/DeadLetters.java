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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

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

    /// Where the letters lie otherwise than they must: each event that some service gave up or did
    /// not, against expectation.
    ///
    /// @param expected the schemas of the services that must have given up an event, by its id
    public List<String> misplaced(Map<String, Set<String>> expected) {
        List<String> found = new ArrayList<>();
        expected.forEach(
                (id, schemas) -> {
                    Set<String> holders = holders(id);
                    if (!holders.equals(schemas)) {
                        found.add(
                                "dead letters of %s lie in %s, not in %s"
                                        .formatted(id, holders, new TreeSet<>(schemas)));
                    }
                });
        return found;
    }

    private Set<String> holders(String eventId) {
        return rows.entrySet().stream()
                .filter(entry -> about(eventId, entry.getValue()) > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Those of which one service keeps more than one letter.
    public List<String> heldTwice(Collection<String> eventIds) {
        return eventIds.stream()
                .filter(id -> rows.values().stream().anyMatch(letters -> about(id, letters) > 1))
                .toList();
    }
}
