package io.leadflip.sandbox.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every planted call and recording that must not be is found, and nothing else.
class CheckerOfCallsTest {
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
    void shouldReportASecondDialOfOneAttempt() {
        // Given
        story.dial("CA2", ToldStory.ATTEMPT);
        // Then
        assertThat(story.checker().check().doubled())
                .containsExactly("attempt " + ToldStory.ATTEMPT + " was dialled 2 times");
    }

    @Test
    void shouldReportACallToAPhoneThatIsBeingCalled() {
        // Given
        story.dial("CA2", ToldStory.OTHER);
        story.status("CA2", "in-progress");
        story.dial("CA3", ToldStory.id(30));
        story.status("CA2", "completed");
        story.status("CA3", "no-answer");
        // Then
        assertThat(story.checker().check().doubled())
                .containsExactly("call CA3 was made while call CA2 to the same phone was going on");
    }

    @Test
    void shouldReportADialThatNoDecisionAllows() {
        // Given
        story.run("update %scalls.contact_decision set verdict = 'DENY'");
        // When
        CheckReport report = story.checker().check();
        // Then
        assertThat(report.forbidden())
                .containsExactly(
                        "attempt " + ToldStory.ATTEMPT + " was dialled and no decision allows it");
        assertThat(report.clean()).isFalse();
    }

    @Test
    void shouldReportADialAfterAnOptOut() {
        // Given
        story.run(
                "insert into %scalls.suppression values ('a-phone', now() - interval '1 minute')");
        // When
        CheckReport report = story.checker().check();
        // Then
        assertThat(report.forbidden())
                .containsExactly("attempt " + ToldStory.ATTEMPT + " was dialled after an opt-out");
        assertThat(report.json().getInteger("forbiddenDials")).isEqualTo(1);
    }

    @Test
    void shouldTakeAnOptOutThatCameAfterTheDial() {
        // Given
        story.run(
                "insert into %scalls.suppression values ('a-phone', now() + interval '1 minute')");
        story.run(
                "insert into %scalls.suppression values ('another-phone', now() - interval '1 day')");
        // Then
        assertThat(story.checker().check().clean()).isTrue();
    }

    @Test
    void shouldCountTheBusinesssLegForNoDialOfTheConsumer() {
        // Given
        story.run("insert into %scalls.transfer values ('" + ToldStory.ATTEMPT + "', now())");
        story.leg("CA7", "CA1");
        // When
        CheckReport report = story.checker().check();
        // Then
        assertThat(report.clean()).isTrue();
        assertThat(report.dials()).isEqualTo(1);
        assertThat(report.unknown()).isEmpty();
    }

    @Test
    void shouldReportABusinessThatWasPutThroughToTwice() {
        // Given
        story.run("insert into %scalls.transfer values ('" + ToldStory.ATTEMPT + "', now())");
        story.leg("CA7", "CA1");
        story.leg("CA8", "CA1");
        // Then
        assertThat(story.checker().check().doubled())
                .containsExactly("call CA1 was put through 2 times");
    }

    @Test
    void shouldReportALegThatNobodyDecidedOn() {
        // Given: the consumer was never put through, or only refused
        story.run("insert into %scalls.transfer values ('" + ToldStory.ATTEMPT + "', null)");
        story.leg("CA7", "CA1");
        // Then
        assertThat(story.checker().check().unknown())
                .containsExactly("leg CA7 belongs to no transfer");
    }

    @Test
    void shouldTakeARecordingThatTheConsumerAgreedTo() {
        // Given
        story.decided("RECORD", "'KEY', 4000, 5000");
        story.recorded("CA1");
        // Then
        assertThat(story.checker().check().clean()).isTrue();
        assertThat(story.checker().check().unconsented()).isEmpty();
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
        story.decided(verdict, answer);
        story.recorded("CA1");
        // When
        CheckReport report = story.checker().check();
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
        story.decided("RECORD", "'KEY', 4000, 5000");
        story.recorded("CA99");
        // Then
        assertThat(story.checker().check().unconsented()).hasSize(1);
    }

    @Test
    void shouldTellACallThatWaitsFromOneThatIsForgotten() {
        // Given
        story.run("update %scalls.call set status = 'SCHEDULED', outcome = null");
        // Then
        assertThat(story.checker().check().lost()).isZero();
        // Given
        story.run("update %scalls.attempt set state = 'RINGING'");
        // Then
        assertThat(story.checker().check().missing())
                .containsExactly("call " + ToldStory.CALL + " stays SCHEDULED");
    }
}
