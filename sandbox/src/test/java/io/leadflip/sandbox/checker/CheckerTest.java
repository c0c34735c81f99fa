package io.leadflip.sandbox.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.sandbox.ledger.Ledger;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckerTest {
    private static final String LEAD = id(1);
    private static final String MATCH = id(2);
    private static final String BUSINESS = id(3);
    private static final String TOLD_BUSINESS = id(4);
    private static final String TOLD_CONSUMER = id(5);
    private static final String CODE = id(6);
    private static final String CALL = id(7);
    private static final String ATTEMPT = id(8);
    private static final String OTHER = id(9);

    @TempDir Path folder;

    private Scratch scratch;
    private Ledger received;
    private Checker checker;

    @BeforeEach
    void tellOneStory() throws SQLException {
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
        notification(id(10), LEAD, "LEAD_RECEIVED", "EMAIL", "FAILED");
        notification(id(11), CALL, "CALL_OUTCOME", "EMAIL", "FAILED");
        notification(id(12), CALL, "CALL_RESULT", "EMAIL", "FAILED");
        mail("sendgrid.mail", "shop@example.com", TOLD_BUSINESS);
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
    }

    @AfterEach
    void stop() throws SQLException {
        received.close();
        scratch.close();
    }

    @Test
    void shouldFindNothingWhenAllWasKept() {
        // When
        CheckReport report = checker.check();
        // Then
        assertThat(report.clean()).isTrue();
        assertThat(report.json().getMap())
                .containsEntry("leads", 1)
                .containsEntry("matched", 1L)
                .containsEntry("accepted", 1L)
                .containsEntry("notified", 1L)
                .containsEntry("calls", 1)
                .containsEntry("duplicates", 0)
                .containsEntry("lost", 0)
                .containsEntry("unknown", 0);
    }

    @Test
    void shouldReportAPlantedLossAndAPlantedDuplicate() {
        // Given
        promise(OTHER);
        mail("mailgun.mail", "shop@example.com", TOLD_BUSINESS);
        // When
        CheckReport report = checker.check();
        // Then
        assertThat(report.lost()).isEqualTo(1);
        assertThat(report.missing())
                .containsExactly("lead " + OTHER + " was accepted and is not stored");
        assertThat(report.duplicates()).isEqualTo(1);
        assertThat(report.doubled())
                .containsExactly("notification " + TOLD_BUSINESS + " was received 2 times");
        assertThat(report.clean()).isFalse();
    }

    @Test
    void shouldReportALeadThatNobodyWasAnsweredForWhenEverybodyWas() {
        // Given
        run("insert into %sintake.lead values ('" + OTHER + "', 'MATCHED')");
        notification(id(13), OTHER, "LEAD_RECEIVED", "EMAIL", "FAILED");
        // Then
        assertThat(checker.check().clean()).isTrue();
        assertThat(checker.whenEverybodyWasAnswered().check().storedTwice())
                .containsExactly("lead " + OTHER + " is stored and was never answered");
    }

    @Test
    void shouldTellPeopleToldTwiceFromPeopleCalledTwice() {
        // Given
        mail("mailgun.mail", "shop@example.com", TOLD_BUSINESS);
        dial("CA2", ATTEMPT);
        // Then
        assertThat(checker.check().json().getMap())
                .containsEntry("duplicateNotifications", 1)
                .containsEntry("duplicateDials", 1)
                .containsEntry("duplicateLeads", 0);
    }

    @Test
    void shouldReportTheSameNewsToldByTwoNotifications() {
        // Given
        notification(OTHER, MATCH, "NEW_LEAD", "EMAIL", "SENT");
        mail("sendgrid.mail", "shop@example.com", OTHER);
        // Then
        assertThat(checker.check().doubled())
                .singleElement()
                .asString()
                .contains("was told by 2 notifications")
                .doesNotContain("shop@");
    }

    @Test
    void shouldReportASecondDialOfOneAttempt() {
        // Given
        dial("CA2", ATTEMPT);
        // Then
        assertThat(checker.check().doubled())
                .containsExactly("attempt " + ATTEMPT + " was dialled 2 times");
    }

    @Test
    void shouldReportADialThatNoDecisionAllows() {
        // Given
        run("update %scalls.contact_decision set verdict = 'DENY'");
        // When
        CheckReport report = checker.check();
        // Then
        assertThat(report.forbidden())
                .containsExactly("attempt " + ATTEMPT + " was dialled and no decision allows it");
        assertThat(report.clean()).isFalse();
    }

    @Test
    void shouldReportADialAfterAnOptOut() {
        // Given
        run("insert into %scalls.suppression values ('a-phone', now() - interval '1 minute')");
        // When
        CheckReport report = checker.check();
        // Then
        assertThat(report.forbidden())
                .containsExactly("attempt " + ATTEMPT + " was dialled after an opt-out");
        assertThat(report.json().getInteger("forbiddenDials")).isEqualTo(1);
    }

    @Test
    void shouldTakeAnOptOutThatCameAfterTheDial() {
        // Given
        run("insert into %scalls.suppression values ('a-phone', now() + interval '1 minute')");
        run("insert into %scalls.suppression values ('another-phone', now() - interval '1 day')");
        // Then
        assertThat(checker.check().clean()).isTrue();
    }

    @Test
    void shouldCountTheBusinesssLegForNoDialOfTheConsumer() {
        // Given
        scratch.run("insert into %scalls.transfer values ('" + ATTEMPT + "', now())");
        leg("CA7", "CA1");
        // When
        CheckReport report = checker.check();
        // Then
        assertThat(report.clean()).isTrue();
        assertThat(report.dials()).isEqualTo(1);
        assertThat(report.unknown()).isEmpty();
    }

    @Test
    void shouldReportABusinessThatWasPutThroughToTwice() {
        // Given
        scratch.run("insert into %scalls.transfer values ('" + ATTEMPT + "', now())");
        leg("CA7", "CA1");
        leg("CA8", "CA1");
        // Then
        assertThat(checker.check().doubled()).containsExactly("call CA1 was put through 2 times");
    }

    @Test
    void shouldReportALegThatNobodyDecidedOn() {
        // Given: the consumer was never put through, or only refused
        scratch.run("insert into %scalls.transfer values ('" + ATTEMPT + "', null)");
        leg("CA7", "CA1");
        // Then
        assertThat(checker.check().unknown()).containsExactly("leg CA7 belongs to no transfer");
    }

    @Test
    void shouldTakeARecordingThatTheConsumerAgreedTo() {
        // Given
        decided("RECORD", "'KEY', 4000, 5000");
        recorded("CA1");
        // Then
        assertThat(checker.check().clean()).isTrue();
        assertThat(checker.check().unconsented()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "DO_NOT | 'KEY', 4000, 5000",
                "RECORD | null, 4000, 5000",
                "RECORD | 'KEY', null, 5000",
                "RECORD | 'KEY', 4000, null",
                "RECORD | 'VOICE', 5000, 4000"
            })
    void shouldReportARecordingWithoutAnAffirmativeAfterTheNotice(String verdict, String answer) {
        // Given
        decided(verdict, answer);
        recorded("CA1");
        // When
        CheckReport report = checker.check();
        // Then
        assertThat(report.unconsented()).containsExactly("recording RE1 was agreed to by nobody");
        assertThat(report.clean()).isFalse();
        assertThat(report.json().getInteger("unconsentedRecordings")).isEqualTo(1);
        assertThat(report.json().getJsonArray("findings"))
                .contains("recording RE1 was agreed to by nobody");
    }

    @Test
    void shouldReportARecordingOfACallThatNobodyKnows() {
        // Given
        decided("RECORD", "'KEY', 4000, 5000");
        recorded("CA99");
        // Then
        assertThat(checker.check().unconsented()).hasSize(1);
    }

    private void decided(String verdict, String answer) {
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

    private void recorded(String call) {
        received.append("twilio.recording", new JsonObject().put("sid", "RE1").put("call", call));
    }

    @Test
    void shouldReportASecondMessageWithoutId() {
        // Given
        received.append(
                "twilio.sms", new JsonObject().put("to", "+13175550301").put("body", "New lead"));
        received.append(
                "twilio.sms", new JsonObject().put("to", "+13175550301").put("body", "New lead"));
        // Then
        assertThat(checker.check().duplicates()).isEqualTo(1);
    }

    @Test
    void shouldAllowAConsumerASecondCode() {
        // Given
        notification(OTHER, LEAD, "PHONE_CODE", "SMS", "SENT");
        sms("+13175550201", OTHER);
        // Then
        assertThat(checker.check().clean()).isTrue();
    }

    @Test
    void shouldReportWhatNeverCameToAnEnd() {
        // Given
        run("update %sintake.lead set status = 'CLASSIFIED'");
        run("update %sintake.match set status = 'OFFERED'");
        run("update %scalls.call set status = 'ATTEMPTING', outcome = null");
        run("insert into %sintake.call_request values ('" + OTHER + "', 'REQUESTED')");
        run("insert into %smatching.offer values ('" + OTHER + "', '" + LEAD + "', 'OFFERED')");
        // Then
        assertThat(checker.check().missing()).hasSize(5);
    }

    @Test
    void shouldReportAMessageThatNobodyReceived() {
        // Given
        notification(OTHER, CALL, "CALL_OUTCOME", "EMAIL", "SENT");
        // Then
        assertThat(checker.check().missing())
                .containsExactly(
                        "notification " + OTHER + " counts as sent and nobody received it");
    }

    @Test
    void shouldReportAMessageThatNobodyOrdered() {
        // Given
        run("delete from %snotify.notification where kind = 'LEAD_RECEIVED'");
        run("delete from %snotify.notification where kind = 'CALL_RESULT'");
        // Then
        assertThat(checker.check().missing())
                .containsExactlyInAnyOrder(
                        "lead " + LEAD + ": nobody was to be told LEAD_RECEIVED",
                        "call " + CALL + ": nobody was to be told CALL_RESULT");
    }

    @Test
    void shouldReportAMessageThatIsNeverSettled() {
        // Given
        run("update %snotify.notification set state = 'SENDING' where kind = 'LEAD_RECEIVED'");
        // Then
        assertThat(checker.check().missing())
                .containsExactly("notification " + id(10) + " stays SENDING");
    }

    @Test
    void shouldReportADecisionThatTheOtherSideNeverHeard() {
        // Given
        run("update %smatching.offer set state = 'NOTIFIED'");
        run("update %sintake.call_request set status = 'ATTEMPTING'");
        // Then
        assertThat(checker.check().missing())
                .containsExactlyInAnyOrder(
                        "match " + MATCH + " was accepted, its offer waits",
                        "call " + CALL + " is CONCLUDED, who asked for it sees ATTEMPTING");
    }

    @Test
    void shouldTellACallThatWaitsFromOneThatIsForgotten() {
        // Given
        run("update %scalls.call set status = 'SCHEDULED', outcome = null");
        // Then
        assertThat(checker.check().lost()).isZero();
        // Given
        run("update %scalls.attempt set state = 'RINGING'");
        // Then
        assertThat(checker.check().missing()).containsExactly("call " + CALL + " stays SCHEDULED");
    }

    @Test
    void shouldCountDoubtApart() {
        // Given
        run("update %scalls.call set status = 'UNKNOWN', outcome = null");
        run("update %sintake.call_request set status = 'UNKNOWN'");
        dial("CA2", OTHER);
        // Then
        CheckReport report = checker.check();
        assertThat(report.unknown()).hasSize(2);
        assertThat(report.clean()).isTrue();
    }

    private void promise(String leadId) {
        try (Ledger notes = Ledger.in(folder.resolve(Checker.CLIENT_NOTES))) {
            notes.append(Checker.PROMISE, new JsonObject().put("leadId", leadId));
        }
    }

    private void notification(
            String id, String subject, String kind, String channel, String state) {
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

    private void mail(String kind, String to, String notificationId) {
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

    private void sms(String to, String notificationId) {
        JsonObject form =
                new JsonObject()
                        .put(
                                "StatusCallback",
                                "http://127.0.0.1:8105/api/webhooks/twilio-sms/" + notificationId);
        received.append(
                "twilio.sms",
                new JsonObject().put("to", to).put("body", "123456").put("form", form));
    }

    private void leg(String sid, String parent) {
        received.append(
                "twilio.leg",
                new JsonObject().put("sid", sid).put("parent", parent).put("to", "+13175550301"));
    }

    private void dial(String sid, String attemptId) {
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

    private void run(String sql) {
        scratch.run(sql);
    }

    private static String id(int number) {
        return new UUID(0, number).toString();
    }
}
