package io.leadflip.faults.check;

import io.leadflip.faults.world.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// The work that services still have to do and why they did not yet: for whoever wants to know what
/// a system that does not recover is waiting for.
public final class OpenWork {
    private static final List<String> SCHEMAS = List.of("intake", "matching", "calls", "notify");
    private static final int MOST = 5;

    private static final String LIKE_WORK =
            """
            select format('%%s %%s.%%s: most tries %%s, %%s in hand, due within %%s s, last error %%s',
                count(*), '%1$s', kind, max(attempts), count(*) filter (where leased_until > now()),
                round(extract(epoch from max(due_at) - now())), coalesce(last_error, 'none'))
            from %1$s.work where state = 'OPEN' group by kind, last_error order by count(*) desc limit %2$d""";

    private OpenWork() {}

    /// One line for work of one kind that failed for the same reason, the most of each schema.
    public static List<String> in(Database database) {
        List<String> lines = new ArrayList<>();
        try (Connection connection = database.reader();
                Statement statement = connection.createStatement()) {
            for (String schema : SCHEMAS) {
                try (ResultSet rows = statement.executeQuery(LIKE_WORK.formatted(schema, MOST))) {
                    while (rows.next()) {
                        lines.add(rows.getString(1));
                    }
                }
            }
        } catch (SQLException e) {
            lines.add("open work cannot be read: " + e.getMessage());
        }
        return lines;
    }
}
