package io.leadflip.sandbox.checker;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What the services say happened: their tables, read by somebody who is none of them. All ids as
/// text.
///
/// @param transfers attempts whose consumer was put through to the business
/// @param allowed attempts that the contact rules allowed
/// @param denied calls that the contact rules refused; not those that were refused because nobody
///   knew what they are
/// @param optOuts when the owner of a phone said no to calls, by the phone's key
/// @param affirmed attempts whose consumer said yes, in the call, to being recorded
record Books(
        List<Lead> leads,
        List<Match> matches,
        List<Offer> offers,
        List<Notification> notifications,
        List<CallRequest> callRequests,
        List<Call> calls,
        List<Attempt> attempts,
        Set<String> deferredCalls,
        Set<String> denied,
        Set<String> allowed,
        Map<String, Instant> optOuts,
        Set<String> transfers,
        Set<String> affirmed,
        List<Business> businesses,
        Map<String, Copy> directory,
        Map<String, Copy> preferences,
        int deadLetters) {

    record Lead(String id, String status) {}

    record Match(String id, String leadId, String businessId, String status) {}

    record Offer(String id, String leadId, String state) {}

    record Notification(
            String id,
            String leadId,
            String matchId,
            String subjectId,
            String kind,
            String channel,
            String state,
            String reason) {}

    /// What lead-intake knows of a call.
    record CallRequest(String id, String status) {}

    record Call(String id, String matchId, String status, String outcome, String cancelReason) {}

    /// A business as its owner left it.
    ///
    /// @param sequence how often it was told to the others
    /// @param price what a job costs on average
    /// @param channels how it wants to be told
    record Business(String id, long sequence, String price, String channels) {}

    /// What another service made of a business.
    ///
    /// @param value the part of it that this service keeps
    record Copy(long sequence, String value) {
        @Override
        public String toString() {
            return "fact %d (%s)".formatted(sequence, value);
        }
    }

    /// @param contactKey names the phone without telling it
    record Attempt(String id, String callId, String state, String contactKey) {}

    private interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    private static final String PRICE = "trim_scale(average_job_price)::text";

    /// Numbers are told as the facts about a business number themselves.
    private static final String BUSINESS =
            """
            id, (select last from %sintake.event_sequence where subject = id::text),
            trim_scale((profile ->> 'averageJobPrice')::numeric)::text,
            (select string_agg(channel, ',' order by place)
             from jsonb_array_elements_text(profile -> 'channels') with ordinality told (channel, place))""";

    private static final List<String> SCHEMAS = List.of("intake", "matching", "calls", "notify");

    /// Reads everything in one transaction, so that all tables are of the same moment.
    ///
    /// @param prefix what stands before the names of the schemas; empty outside tests
    static Books read(Connection connection, String prefix) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            Shelf shelf = new Shelf(statement, prefix);
            int deadLetters = 0;
            for (String schema : SCHEMAS) {
                deadLetters += shelf.count(schema + ".dead_letter");
            }
            return new Books(
                    shelf.all(
                            "id, status",
                            "intake.lead",
                            row -> new Lead(row.getString(1), row.getString(2))),
                    shelf.all("id, lead_id, business_id, status", "intake.match", Books::match),
                    shelf.all(
                            "id, lead_id, state",
                            "matching.offer",
                            row -> new Offer(row.getString(1), row.getString(2), row.getString(3))),
                    shelf.all(
                            "id, lead_id, match_id, subject_id, kind, channel, state, reason",
                            "notify.notification",
                            Books::notification),
                    shelf.all(
                            "id, status",
                            "intake.call_request",
                            row -> new CallRequest(row.getString(1), row.getString(2))),
                    shelf.all(
                            "id, match_id, status, outcome, cancel_reason",
                            "calls.call",
                            Books::call),
                    shelf.all("id, call_id, state, contact_key", "calls.attempt", Books::attempt),
                    Set.copyOf(
                            shelf.all(
                                    "distinct call_id::text",
                                    "calls.contact_decision where verdict = 'DEFER' and call_id is not null",
                                    row -> row.getString(1))),
                    Set.copyOf(
                            shelf.all(
                                    "distinct call_id::text",
                                    "calls.contact_decision where verdict = 'DENY' and not notes && array['PERMIT: unknown-call', 'PERMIT: permit-of-another-call']",
                                    row -> row.getString(1))),
                    Set.copyOf(
                            shelf.all(
                                    "distinct attempt_id::text",
                                    "calls.contact_decision where verdict = 'ALLOW' and attempt_id is not null",
                                    row -> row.getString(1))),
                    shelf
                            .all(
                                    "contact_key, suppressed_at",
                                    "calls.suppression",
                                    row ->
                                            Map.entry(
                                                    row.getString(1),
                                                    row.getTimestamp(2).toInstant()))
                            .stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                    Set.copyOf(
                            shelf.all(
                                    "attempt_id",
                                    "calls.transfer where dialled_at is not null",
                                    row -> row.getString(1))),
                    Set.copyOf(
                            shelf.all(
                                    "distinct attempt_id::text",
                                    "calls.recording_decision where verdict = 'RECORD' and consent_id is not null and heard_by is not null and affirmed_ms >= notice_heard_ms",
                                    row -> row.getString(1))),
                    shelf.all(BUSINESS, "intake.business", Books::business),
                    copies(shelf, "id, sequence, " + PRICE, "matching.business"),
                    copies(
                            shelf,
                            "business_id, sequence, array_to_string(channels, ',')",
                            "notify.business_channel"),
                    deadLetters);
        } finally {
            connection.rollback();
        }
    }

    private static Map<String, Copy> copies(Shelf shelf, String columns, String from)
            throws SQLException {
        return shelf
                .all(
                        columns,
                        from,
                        row ->
                                Map.entry(
                                        row.getString(1),
                                        new Copy(row.getLong(2), row.getString(3))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Business business(ResultSet row) throws SQLException {
        return new Business(row.getString(1), row.getLong(2), row.getString(3), row.getString(4));
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        return new Attempt(row.getString(1), row.getString(2), row.getString(3), row.getString(4));
    }

    private static Match match(ResultSet row) throws SQLException {
        return new Match(row.getString(1), row.getString(2), row.getString(3), row.getString(4));
    }

    private static Call call(ResultSet row) throws SQLException {
        return new Call(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5));
    }

    private static Notification notification(ResultSet row) throws SQLException {
        return new Notification(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8));
    }

    /// One database connection and the names of its schemas.
    private record Shelf(Statement statement, String prefix) {
        <T> List<T> all(String columns, String from, Mapper<T> mapper) throws SQLException {
            try (ResultSet rows =
                    statement.executeQuery(
                            "select " + columns.formatted(prefix) + " from " + prefix + from)) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(mapper.map(rows));
                }
                return found;
            }
        }

        int count(String table) throws SQLException {
            return all("count(*)", table, row -> row.getInt(1)).getFirst();
        }
    }
}
