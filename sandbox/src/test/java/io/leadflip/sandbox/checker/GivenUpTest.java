package io.leadflip.sandbox.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What came to an end only because a service stopped trying is found, and no refusal that holds.
class GivenUpTest {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abandoned",
                "subject-unknown",
                "refused-400",
                "sendgrid-bounce",
                "lead-withdrawn",
                "match-withdrawn"
            })
    void shouldReportAMessageThatNothingForbade(String reason) {
        // Given: the lead still stands, and its match waits for an answer
        story.run("update %sintake.match set status = 'NOTIFIED'");
        story.failed(reason);
        // When
        CheckReport report = story.checker().check();
        // Then
        assertThat(report.missing())
                .containsExactly("notification " + ToldStory.RECEIVED + " was given up: " + reason);
        assertThat(report.clean()).isFalse();
    }

    @Test
    void shouldReportAMessageThatFailedForNoReasonAtAll() {
        // Given
        story.run(
                "update %snotify.notification set state = 'FAILED' where kind = 'MATCH_ACCEPTED'");
        // Then
        assertThat(story.checker().check().missing())
                .containsExactly("notification " + ToldStory.TOLD_CONSUMER + " was given up: null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-address",
                "suppressed",
                "not-agreed",
                "phone-not-proved",
                "code-no-longer-valid",
                "lead-withdrawn",
                "match-withdrawn"
            })
    void shouldTakeARefusalThatTheBooksBear(String reason) {
        // Given: the lead was withdrawn, its match answered
        story.run("update %sintake.lead set status = 'WITHDRAWN'");
        story.failed(reason);
        // Then
        assertThat(story.checker().check().missing()).isEmpty();
    }

    @Test
    void shouldTakeARefusalOfTheProviderThatStandsInItsLedger() {
        // Given
        story.failed("refused-400");
        story.received(
                "rejected",
                new JsonObject()
                        .put("provider", "sendgrid")
                        .put("status", 400)
                        .put("notification_id", ToldStory.RECEIVED));
        // Then
        assertThat(story.checker().check().missing()).isEmpty();
    }

    @Test
    void shouldTakeARefusedTextByItsCallback() {
        // Given
        story.failed("refused-21610");
        story.received(
                "rejected",
                new JsonObject()
                        .put("provider", "twilio")
                        .put("status", 400)
                        .put(
                                "form",
                                new JsonObject()
                                        .put(
                                                "StatusCallback",
                                                "http://127.0.0.1/api/webhooks/twilio-sms/"
                                                        + ToldStory.RECEIVED)));
        // Then
        assertThat(story.checker().check().missing()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void shouldTakeNoErrorOfAProviderForARefusal(int status) {
        // Given
        story.failed("refused-400");
        story.received(
                "rejected",
                new JsonObject()
                        .put("provider", "mailgun")
                        .put("status", status)
                        .put("notification_id", ToldStory.RECEIVED));
        // Then
        assertThat(story.checker().check().lost()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status = 'CANCELLED', outcome = null, cancel_reason = 'given-up' | cancelled, given-up",
                "status = 'CANCELLED', outcome = null | cancelled, null",
                "status = 'DENIED', outcome = null | denied, and no rule refused it"
            },
            quoteCharacter = '"')
    void shouldReportACallThatEndedWithoutADecision(String end, String why) {
        // Given
        story.run("update %scalls.call set " + end);
        story.run("update %sintake.call_request set status = (select status from %<scalls.call)");
        // Then
        assertThat(story.checker().check().missing())
                .containsExactly("call " + ToldStory.CALL + " was given up: " + why);
    }

    @Test
    void shouldReportACallDeniedBecauseNobodyKnewIt() {
        // Given
        denied("PERMIT: unknown-call");
        // Then
        assertThat(story.checker().check().missing())
                .containsExactly(
                        "call " + ToldStory.CALL + " was given up: denied, and no rule refused it");
    }

    @Test
    void shouldTakeACallThatARuleRefused() {
        // Given
        denied("CMP-20: suppressed");
        // Then
        assertThat(story.checker().check().missing()).isEmpty();
    }

    @Test
    void shouldTakeACallThatSomebodyStopped() {
        // Given
        story.run(
                "update %scalls.call set status = 'CANCELLED', outcome = null, cancel_reason = 'lead-withdrawn'");
        story.run("update %sintake.call_request set status = 'CANCELLED'");
        // Then
        assertThat(story.checker().check().missing()).isEmpty();
    }

    private void denied(String note) {
        story.run(
                "insert into %scalls.contact_decision values ('"
                        + ToldStory.OTHER
                        + "', '"
                        + ToldStory.CALL
                        + "', 'DENY', null, array['"
                        + note
                        + "'])");
        story.run("update %scalls.call set status = 'DENIED', outcome = null");
        story.run("update %sintake.call_request set status = 'DENIED'");
    }
}
