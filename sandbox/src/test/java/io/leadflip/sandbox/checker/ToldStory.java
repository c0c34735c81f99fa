package io.leadflip.sandbox.checker;

import io.leadflip.sandbox.ledger.Ledger;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;

/// A lead that was matched, told and called about as it should be, in the books of the services and
/// in the ledger of the outside world; and what a test plants beside it.
final class ToldStory implements AutoCloseable {
    static final String LEAD = id(1);
    static final String MATCH = id(2);
    static final String BUSINESS = id(3);
    static final String TOLD_BUSINESS = id(4);
    static final String TOLD_CONSUMER = id(5);
    static final String CODE = id(6);
    static final String CALL = id(7);
    static final String ATTEMPT = id(8);
    static final String OTHER = id(9);
    static final String RECEIVED = id(10);

    private final Path folder;
    private final Scratch scratch;
    private final Ledger received;
    private final Checker checker;

    ToldStory(Path folder) throws SQLException {
        this.folder = folder;
        scratch = new Scratch();
        received = Ledger.in(folder);
        checker = new Checker(scratch.url(), scratch.user(), "", folder, scratch.prefix());
        promise(LEAD);
        run("insert into %sintake.lead values ('" + LEAD + "', 'APPOINTED')");
        run("insert into %smatching.offer values ('" + MATCH + "', '" + LEAD + "', 'ACCEPTED')");
        run(
                "insert into %sintake.match values ('"
                        + MATCH
                        + "', '"
                        + LEAD
                        + "', '"
                        + BUSINESS
                        + "', 'ACCEPTED')");
        notification(TOLD_BUSINESS, MATCH, "NEW_LEAD", "EMAIL", "SENT");
        notification(TOLD_CONSUMER, MATCH, "MATCH_ACCEPTED", "EMAIL", "SENT");
        notification(CODE, LEAD, "PHONE_CODE", "SMS", "SENT");
        notification(RECEIVED, LEAD, "LEAD_RECEIVED", "EMAIL", "SENT");
        notification(id(11), CALL, "CALL_OUTCOME", "EMAIL", "SENT");
        notification(id(12), CALL, "CALL_RESULT", "EMAIL", "SENT");
        mail("sendgrid.mail", "shop@example.com", TOLD_BUSINESS);
        mail("sendgrid.mail", "consumer@example.com", RECEIVED);
        mail("sendgrid.mail", "consumer@example.com", id(11));
        mail("sendgrid.mail", "shop@example.com", id(12));
        mail("mailgun.mail", "consumer@example.com", TOLD_CONSUMER);
        sms("+13175550201", CODE);
        run("insert into %sintake.call_request values ('" + CALL + "', 'CONCLUDED')");
        run(
                "insert into %scalls.call values ('"
                        + CALL
                        + "', '"
                        + MATCH
                        + "', 'CONCLUDED', 'GOAL_ACHIEVED')");
        run(
                "insert into %scalls.attempt values ('"
                        + ATTEMPT
                        + "', '"
                        + CALL
                        + "', 'ENDED', 'a-phone')");
        run(
                "insert into %scalls.contact_decision values ('"
                        + id(20)
                        + "', '"
                        + CALL
                        + "', 'ALLOW', '"
                        + ATTEMPT
                        + "')");
        dial("CA1", ATTEMPT);
        status("CA1", "completed");
        run(
                "insert into %sintake.business values ('"
                        + BUSINESS
                        + "', '{\"averageJobPrice\": 380.5, \"channels\": [\"EMAIL\", \"SMS\"]}')");
        run("insert into %sintake.event_sequence values ('" + BUSINESS + "', 3)");
        run("insert into %smatching.business values ('" + BUSINESS + "', 3, 380.50)");
        run("insert into %snotify.business_channel values ('" + BUSINESS + "', 3, '{EMAIL,SMS}')");
    }

    Checker checker() {
        return checker;
    }

    void received(String kind, JsonObject entry) {
        received.append(kind, entry);
    }

    @Override
    public void close() throws SQLException {
        received.close();
        scratch.close();
    }

    void decided(String verdict, String answer) {
        run(
                "insert into %scalls.recording_decision values ('"
                        + ATTEMPT
                        + "', '"
                        + verdict
                        + "', '"
                        + OTHER
                        + "', "
                        + answer
                        + ")");
    }

    void recorded(String call) {
        received.append("twilio.recording", new JsonObject().put("sid", "RE1").put("call", call));
    }

    void promise(String leadId) {
        try (Ledger notes = Ledger.in(folder.resolve(Checker.CLIENT_NOTES))) {
            notes.append(Checker.PROMISE, new JsonObject().put("leadId", leadId));
        }
    }

    void notification(String id, String subject, String kind, String channel, String state) {
        run(
                "insert into %snotify.notification values ('"
                        + id
                        + "', '"
                        + LEAD
                        + "', '"
                        + MATCH
                        + "', '"
                        + subject
                        + "', '"
                        + kind
                        + "', '"
                        + channel
                        + "', '"
                        + state
                        + "')");
    }

    /// The notifier gave up the message that the lead has arrived.
    void failed(String reason) {
        run(
                "update %snotify.notification set state = 'FAILED', reason = '"
                        + reason
                        + "' where id = '"
                        + RECEIVED
                        + "'");
    }

    void mail(String kind, String to, String notificationId) {
        received.append(
                kind,
                new JsonObject()
                        .put("to", to)
                        .put("subject", "News")
                        .put("text", notificationId)
                        .put(
                                "custom_args",
                                new JsonObject().put("notification_id", notificationId)));
    }

    void sms(String to, String notificationId) {
        JsonObject form =
                new JsonObject()
                        .put(
                                "StatusCallback",
                                "http://127.0.0.1:8105/api/webhooks/twilio-sms/" + notificationId);
        received.append(
                "twilio.sms",
                new JsonObject().put("to", to).put("body", "123456").put("form", form));
    }

    void leg(String sid, String parent) {
        received.append(
                "twilio.leg",
                new JsonObject().put("sid", sid).put("parent", parent).put("to", "+13175550301"));
    }

    void dial(String sid, String attemptId) {
        received.append(
                "twilio.call",
                new JsonObject()
                        .put("sid", sid)
                        .put("to", "+13175550201")
                        .put(
                                "url",
                                "http://127.0.0.1:8103/api/twiml/call/"
                                        + CALL
                                        + "?attempt="
                                        + attemptId));
    }

    void status(String sid, String status) {
        received.append(
                "twilio.call.status", new JsonObject().put("sid", sid).put("status", status));
    }

    void run(String sql) {
        scratch.run(sql);
    }

    static String id(int number) {
        return new UUID(0, number).toString();
    }
}
