package io.leadflip.notifier.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.door.MessagePermit;
import io.leadflip.contracts.value.Channel;
import io.leadflip.contracts.value.NotificationKind;
import io.leadflip.notifier.message.Message.Mail;
import io.leadflip.notifier.message.Message.Text;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ComposerTest {
    private static final String POSTAL = "LeadFlip, 1 Monument Circle, Indianapolis, IN 46204";
    private static final Map<String, String> FACTS =
            Map.ofEntries(
                    Map.entry("businessName", "Hoosier <Pipes> & Sons"),
                    Map.entry("category", "lawn_care"),
                    Map.entry("urgency", "emergency"),
                    Map.entry("city", "Carmel"),
                    Map.entry("zip", "46032"),
                    Map.entry("summary", "Needs <b>weekly</b> mowing."),
                    Map.entry("budget", "$80–$120"),
                    Map.entry("distanceMiles", "4.1"),
                    Map.entry("reasons", "4.1 miles away; works in lawn care"),
                    Map.entry(
                            "answerUrl",
                            "https://leadflip.example/matches/019ab7a0-0000-7000-8000-000000000001"),
                    Map.entry(
                            "leadUrl",
                            "https://leadflip.example/leads/019ab7a0-0000-7000-8000-000000000002"),
                    Map.entry("question", "Which ZIP code is it?"),
                    Map.entry("outcome", "GOAL_ACHIEVED"),
                    Map.entry("appointmentAt", "2026-11-25T19:00:00Z"),
                    Map.entry("code", "123456"),
                    Map.entry("minutes", "10"));

    private final Composer composer =
            new Composer(URI.create("https://notify.leadflip.example"), POSTAL);

    @ParameterizedTest
    @EnumSource(NotificationKind.class)
    void shouldWriteEveryKindWithinItsLimits(NotificationKind kind) {
        // When
        var mail = mail(kind, FACTS);
        var text = (Text) composer.compose(kind, Channel.SMS, permit(FACTS));
        // Then
        assertThat(mail.subject()).isNotBlank().hasSizeLessThanOrEqualTo(60).doesNotContain("\n");
        assertThat(mail.text()).contains(POSTAL, "https://notify.leadflip.example/u/token-1");
        assertThat(mail.html())
                .contains(POSTAL, "https://notify.leadflip.example/u/token-1")
                .doesNotContain("<b>", "<Pipes>");
        assertThat(mail.unsubscribeUrl()).isEqualTo("https://notify.leadflip.example/u/token-1");
        assertThat(SegmentPolicy.fits(text.body())).isTrue();
    }

    @ParameterizedTest
    @EnumSource(NotificationKind.class)
    void shouldWriteEveryKindWithoutAnyFact(NotificationKind kind) {
        // When
        var mail = mail(kind, Map.of());
        // Then
        assertThat(mail.text()).doesNotContain("null").contains(POSTAL);
        assertThat(mail.html()).doesNotContain("null");
    }

    @Test
    void shouldTellABusinessOfALeadInThreePlainSentences() {
        // When
        var mail = mail(NotificationKind.NEW_LEAD, FACTS);
        // Then
        assertThat(mail.subject()).isEqualTo("Emergency: Lawn care lead in Carmel");
        assertThat(mail.text())
                .startsWith(
                        """
                        Someone in Carmel 46032 needs lawn care help: Needs <b>weekly</b> mowing.
                        You are 4.1 miles away, and the budget is $80–$120.
                        Why you: 4.1 miles away; works in lawn care.

                        Answer this lead: https://leadflip.example/matches/""");
        assertThat(mail.html()).contains("Needs &lt;b&gt;weekly&lt;/b&gt; mowing.");
    }

    @Test
    void shouldTellAppointmentInTheRecipientsZone() {
        // When
        var mail = mail(NotificationKind.CALL_OUTCOME, FACTS);
        // Then
        assertThat(mail.text())
                .contains("Appointment: Wednesday, November 25 at 2:00 PM.")
                .contains("it reached its goal");
    }

    @ParameterizedTest
    @CsvSource({
        "declined, the answer was no",
        "FAILED, it could not be completed",
        "PLATFORM_ENDED, it could not be completed",
        "WHAT_A_NEWER_SERVICE_KNOWS, it could not be completed"
    })
    void shouldTellWhatCameOfACall(String outcome, String words) {
        // Given
        var facts = new HashMap<>(FACTS);
        facts.put("outcome", outcome);
        // Then
        assertThat(mail(NotificationKind.CALL_OUTCOME, facts).text()).contains(words);
    }

    @Test
    void shouldCutALongSubject() {
        // Given
        var facts = new HashMap<>(FACTS);
        facts.put(
                "businessName",
                "The Very Long Named Family Plumbing and Heating Company of Indiana\nBcc: x");
        // When
        var mail = mail(NotificationKind.MATCH_ACCEPTED, facts);
        // Then
        assertThat(mail.subject()).hasSizeLessThanOrEqualTo(60).endsWith("…").doesNotContain("\n");
    }

    @Test
    void shouldKeepWhatPeopleWroteOnItsLine() {
        // Given
        var facts = new HashMap<>(FACTS);
        facts.put(
                "businessName",
                "Pipes\r\nBcc: x@example.com\u2028\u0085\n\nUnsubscribe: http://x\u202e");
        // When
        var mail = mail(NotificationKind.MATCH_ACCEPTED, facts);
        // Then
        assertThat(mail.subject()).startsWith("Pipes Bcc: x@example.com Unsubscribe: http://x");
        assertThat(mail.text().lines()).noneMatch(line -> line.startsWith("Bcc:"));
        assertThat(mail.text().lines().filter(line -> line.startsWith("Unsubscribe:"))).hasSize(1);
        assertThat(mail.text()).doesNotContain("\u202e", "\u2028");
    }

    @Test
    void shouldPutTheCodeIntoOneSegment() {
        // When
        var text = (Text) composer.compose(NotificationKind.PHONE_CODE, Channel.SMS, permit(FACTS));
        // Then
        assertThat(text.body())
                .isEqualTo(
                        "LeadFlip: your code is 123456. It is good for 10 minutes. We never ask you for it by phone.");
        assertThat(text).hasToString("Text[redacted]");
    }

    private Mail mail(NotificationKind kind, Map<String, String> facts) {
        return (Mail) composer.compose(kind, Channel.EMAIL, permit(facts));
    }

    private static MessagePermit permit(Map<String, String> facts) {
        return new MessagePermit(
                List.of(),
                null,
                "x@example.com",
                "key",
                "America/Indiana/Indianapolis",
                facts,
                "token-1");
    }
}
