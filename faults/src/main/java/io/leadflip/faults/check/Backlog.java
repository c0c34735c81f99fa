package io.leadflip.faults.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What is still on its way for the leads that came in, and of the changes that were made, up to
/// some moment, read from the services' tables. A call that is being spoken is on its way for as
/// long as people talk, and what is told about it afterwards is news of a later moment; neither is
/// counted here. Nor is what time alone brings: offers of a later wave, made after that moment
/// because others were not answered.
public final class Backlog {
    private static final Map<String, String> QUESTIONS = questions();

    private final Map<String, Long> counts;

    private Backlog(Map<String, Long> counts) {
        this.counts = counts;
    }

    private static Map<String, String> questions() {
        Map<String, String> questions = new LinkedHashMap<>();
        questions.put(
                "undecided leads",
                "select count(*) from intake.lead where created_at <= ? and status in ('RECEIVED', 'CLASSIFIED')");
        questions.put(
                "leads whose sender is told nothing",
                """
                select count(*) from intake.lead l where created_at <= ? and not exists (
                  select from notify.notification n where n.subject_id = l.id and n.kind = 'LEAD_RECEIVED')""");
        questions.put(
                "offers that are no match",
                """
                select count(*) from matching.offer o join intake.lead l on l.id = o.lead_id
                cross join (values (?::timestamptz)) as moment (until)
                where l.created_at <= until and (o.wave = 1 or o.offered_at <= until)
                  and o.state in ('OFFERED', 'NOTIFIED', 'ACCEPTED') and not exists (select from intake.match m where m.id = o.id)""");
        questions.put(
                "untold matches",
                """
                select count(*) from intake.match m join intake.lead l on l.id = m.lead_id
                cross join (values (?::timestamptz)) as moment (until)
                where l.created_at <= until and (m.wave = 1 or m.offered_at <= until)
                  and m.status = 'OFFERED' and not exists (
                  select from notify.notification n
                  where n.subject_id = m.id and n.kind = 'NEW_LEAD' and n.state = 'UNKNOWN')""");
        questions.put(
                "unsent messages",
                """
                select count(*) from notify.notification n join intake.lead l on l.id = n.lead_id
                cross join (values (?::timestamptz)) as moment (until)
                where l.created_at <= until and n.state in ('PENDING', 'SENDING')
                  and (n.created_at <= until or n.kind in ('LEAD_RECEIVED', 'LEAD_NEEDS_INFO')
                    or exists (select from intake.match m where m.id = n.subject_id and m.wave = 1))""");
        questions.put(
                "businesses known as they were",
                """
                select count(*) from intake.business b join intake.event_sequence s on s.subject = b.id::text
                left join matching.business m on m.id = b.id left join notify.business_channel c on c.business_id = b.id
                where b.updated_at <= ? and (m.sequence is distinct from s.last or c.sequence is distinct from s.last)""");
        questions.put(
                "unknown calls",
                """
                select count(*) from intake.call_request r where r.requested_at <= ?
                  and not exists (select from calls.call c where c.id = r.id)""");
        questions.put(
                "undecided calls",
                "select count(*) from calls.call where requested_at <= ? and status = 'REQUESTED'");
        return questions;
    }

    /// The moment it is for the database.
    public static Instant now(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select clock_timestamp()");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getTimestamp(1).toInstant();
        }
    }

    /// @param until leads and calls that came later do not count
    public static Backlog of(Connection connection, Instant until) throws SQLException {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Map.Entry<String, String> question : QUESTIONS.entrySet()) {
            try (PreparedStatement statement = connection.prepareStatement(question.getValue())) {
                statement.setTimestamp(1, Timestamp.from(until));
                counts.put(question.getKey(), only(statement));
            }
        }
        return new Backlog(counts);
    }

    /// Calls that are neither over nor waiting for another day, and decisions about calls that have
    /// not come back to who asked for them.
    public static long callsUnderWay(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        select count(*) from calls.call c left join intake.call_request r on r.id = c.id
                        where c.status in ('REQUESTED', 'ATTEMPTING')
                          or c.status <> 'SCHEDULED' and c.status is distinct from r.status""")) {
            return only(statement);
        }
    }

    /// Messages and calls that nobody knows the effect of.
    public static long inDoubt(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        select (select count(*) from notify.notification where state = 'UNKNOWN')
                             + (select count(*) from calls.call where status = 'UNKNOWN')""")) {
            return only(statement);
        }
    }

    /// Messages and calls in all.
    public static long effects(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        select (select count(*) from notify.notification)
                             + (select count(*) from calls.attempt)""")) {
            return only(statement);
        }
    }

    private static long only(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    public boolean empty() {
        return counts.values().stream().allMatch(count -> count == 0);
    }

    @Override
    public String toString() {
        String left =
                counts.entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", "));
        return left.isEmpty() ? "nothing" : left;
    }
}
