package io.leadflip.sandbox.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every planted loss and every message received twice is found, and nothing else.
class CheckerTest {
    @TempDir Path folder;

    private ToldStory story;

    @BeforeEach
    void tellOneStory() throws SQLException {
        story = new ToldStory(folder);
    }

    @AfterEach
    void forget() throws SQLException {
        story.close();
    }

    @Test
    void shouldFindNothingWhenAllWasKept() {
        // When
        CheckReport report = story.checker().check();
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
        story.promise(ToldStory.OTHER);
        story.mail("mailgun.mail", "shop@example.com", ToldStory.TOLD_BUSINESS);
        // When
        CheckReport report = story.checker().check();
        // Then
        assertThat(report.lost()).isEqualTo(1);
        assertThat(report.missing())
                .containsExactly("lead " + ToldStory.OTHER + " was accepted and is not stored");
        assertThat(report.duplicates()).isEqualTo(1);
        assertThat(report.doubled())
                .containsExactly(
                        "notification " + ToldStory.TOLD_BUSINESS + " was received 2 times");
        assertThat(report.clean()).isFalse();
    }

    @Test
    void shouldReportALeadThatNobodyWasAnsweredForWhenEverybodyWas() {
        // Given
        story.run("insert into %sintake.lead values ('" + ToldStory.OTHER + "', 'MATCHED')");
        story.notification(ToldStory.id(13), ToldStory.OTHER, "LEAD_RECEIVED", "EMAIL", "SENT");
        story.mail("sendgrid.mail", "another@example.com", ToldStory.id(13));
        // Then
        assertThat(story.checker().check().clean()).isTrue();
        assertThat(story.checker().whenEverybodyWasAnswered().check().storedTwice())
                .containsExactly("lead " + ToldStory.OTHER + " is stored and was never answered");
    }

    @Test
    void shouldTellPeopleToldTwiceFromPeopleCalledTwice() {
        // Given
        story.mail("mailgun.mail", "shop@example.com", ToldStory.TOLD_BUSINESS);
        story.dial("CA2", ToldStory.ATTEMPT);
        // Then
        assertThat(story.checker().check().json().getMap())
                .containsEntry("duplicateNotifications", 1)
                .containsEntry("duplicateDials", 1)
                .containsEntry("duplicateLeads", 0);
    }

    @Test
    void shouldReportTheSameNewsToldByTwoNotifications() {
        // Given
        story.notification(ToldStory.OTHER, ToldStory.MATCH, "NEW_LEAD", "EMAIL", "SENT");
        story.mail("sendgrid.mail", "shop@example.com", ToldStory.OTHER);
        // Then
        assertThat(story.checker().check().doubled())
                .singleElement()
                .asString()
                .contains("was told by 2 notifications")
                .doesNotContain("shop@");
    }

    @Test
    void shouldReportASecondMessageWithoutId() {
        // Given
        story.received(
                "twilio.sms", new JsonObject().put("to", "+13175550301").put("body", "New lead"));
        story.received(
                "twilio.sms", new JsonObject().put("to", "+13175550301").put("body", "New lead"));
        // Then
        assertThat(story.checker().check().duplicates()).isEqualTo(1);
    }

    @Test
    void shouldAllowAConsumerASecondCode() {
        // Given
        story.notification(ToldStory.OTHER, ToldStory.LEAD, "PHONE_CODE", "SMS", "SENT");
        story.sms("+13175550201", ToldStory.OTHER);
        // Then
        assertThat(story.checker().check().clean()).isTrue();
    }

    @Test
    void shouldReportWhatNeverCameToAnEnd() {
        // Given
        story.run("update %sintake.lead set status = 'CLASSIFIED'");
        story.run("update %sintake.match set status = 'OFFERED'");
        story.run("update %scalls.call set status = 'ATTEMPTING', outcome = null");
        story.run(
                "insert into %sintake.call_request values ('"
                        + ToldStory.OTHER
                        + "', 'REQUESTED')");
        story.run(
                "insert into %smatching.offer values ('"
                        + ToldStory.OTHER
                        + "', '"
                        + ToldStory.LEAD
                        + "', 'OFFERED')");
        // Then
        assertThat(story.checker().check().missing()).hasSize(5);
    }

    @Test
    void shouldReportAMessageThatNobodyReceived() {
        // Given
        story.notification(ToldStory.OTHER, ToldStory.CALL, "CALL_OUTCOME", "EMAIL", "SENT");
        // Then
        assertThat(story.checker().check().missing())
                .containsExactly(
                        "notification "
                                + ToldStory.OTHER
                                + " counts as sent and nobody received it");
    }

    @Test
    void shouldReportAMessageThatNobodyOrdered() {
        // Given
        story.run("delete from %snotify.notification where kind = 'LEAD_RECEIVED'");
        story.run("delete from %snotify.notification where kind = 'CALL_RESULT'");
        // Then
        assertThat(story.checker().check().missing())
                .containsExactlyInAnyOrder(
                        "lead " + ToldStory.LEAD + ": nobody was to be told LEAD_RECEIVED",
                        "call " + ToldStory.CALL + ": nobody was to be told CALL_RESULT");
    }

    @Test
    void shouldReportAMessageThatIsNeverSettled() {
        // Given
        story.run(
                "update %snotify.notification set state = 'SENDING' where kind = 'LEAD_RECEIVED'");
        // Then
        assertThat(story.checker().check().missing())
                .containsExactly("notification " + ToldStory.RECEIVED + " stays SENDING");
    }

    @Test
    void shouldReportADecisionThatTheOtherSideNeverHeard() {
        // Given
        story.run("update %smatching.offer set state = 'NOTIFIED'");
        story.run("update %sintake.call_request set status = 'ATTEMPTING'");
        // Then
        assertThat(story.checker().check().missing())
                .containsExactlyInAnyOrder(
                        "match " + ToldStory.MATCH + " was accepted, its offer waits",
                        "call "
                                + ToldStory.CALL
                                + " is CONCLUDED, who asked for it sees ATTEMPTING");
    }

    @Test
    void shouldCountDoubtApart() {
        // Given
        story.run("update %scalls.call set status = 'UNKNOWN', outcome = null");
        story.run("update %sintake.call_request set status = 'UNKNOWN'");
        story.dial("CA2", ToldStory.OTHER);
        // Then
        CheckReport report = story.checker().check();
        assertThat(report.unknown()).hasSize(2);
        assertThat(report.clean()).isTrue();
    }
}
