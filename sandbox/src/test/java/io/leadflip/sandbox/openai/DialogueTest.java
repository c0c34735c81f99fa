package io.leadflip.sandbox.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.sandbox.openai.Dialogue.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialogueTest {
    private static final Brief BRIEF =
            Brief.from(
                    "You are a friendly assistant.\nBusiness: Hoosier Plumbing\nConsumer need: a leaking water heater\nLocal time: 2026-11-28T13:20",
                    LocalDateTime.parse("2020-01-01T00:00"));
    private static final Tools TOOLS =
            Tools.from(
                    new JsonArray(
                            """
            [{"type":"function","name":"book_appointment","parameters":{"type":"object","properties":
               {"start":{"type":"string"},"note":{"type":"string"}},"required":["start"]}},
             {"type":"function","name":"record_outcome","parameters":{"type":"object","properties":
               {"outcome":{"type":"string","enum":["goal_achieved","declined"]},"summary":{"type":"string"}}}},
             {"type":"function","name":"opt_out","parameters":{"type":"object","properties":{}}},
             {"type":"function","name":"request_human"},
             {"type":"function","name":"end_call","parameters":{"type":"object","properties":{"reason":{"type":"string"}}}}]"""));

    @Test
    void shouldAskWhetherItIsAGoodMoment() {
        // When
        Reply reply = Dialogue.start().reply(new Cue.Floor(), BRIEF, TOOLS);
        // Then
        assertThat(reply.words())
                .isEqualTo("Is now a good moment to talk about a leaking water heater?");
    }

    @Test
    void shouldOfferATimeAndBookIt() {
        // Given: a Saturday, so that the next day is a Sunday
        Dialogue asked = Dialogue.start().reply(new Cue.Floor(), BRIEF, TOOLS).next();
        // When
        Reply offer = said(asked, "Yes, that is right.");
        Reply booking = said(offer.next(), "That works for me, thank you.");
        Reply farewell = booking.next().reply(new Cue.ToolsAnswered(), BRIEF, TOOLS);
        // Then
        assertThat(offer.words())
                .contains("Hoosier Plumbing")
                .contains("Monday, November 30th at 10 AM");
        assertThat(booking.calls())
                .containsExactly(
                        new ToolCall(
                                "book_appointment",
                                new JsonObject()
                                        .put("start", "2026-11-30T10:00")
                                        .put("note", "Appointment about: a leaking water heater")));
        assertThat(farewell.words())
                .startsWith("Perfect. I have you down for Monday")
                .endsWith("goodbye.");
        assertThat(farewell.calls())
                .containsExactly(
                        new ToolCall("end_call", new JsonObject().put("reason", "completed")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Tuesday at three would be better | book_appointment",
                "No, thank you, I am not interested. | record_outcome",
                "No thanks, we already found somebody. | record_outcome",
                "No, I have already got somebody coming on Tuesday. | record_outcome",
                "No, Tuesday at three would be better | book_appointment",
                "Please do not call me again. | opt_out",
                "Yes, but stop calling me! | opt_out",
                "Can I speak to a real person please? | request_human",
                "Sorry, you have the wrong number. | record_outcome"
            })
    void shouldDoWhatTheCallerWants(String words, String tool) {
        // Given
        Dialogue asked = Dialogue.start().reply(new Cue.Floor(), BRIEF, TOOLS).next();
        // When
        Reply reply = said(asked, words);
        // Then
        assertThat(reply.calls()).extracting(ToolCall::name).containsExactly(tool);
    }

    @Test
    void shouldNameTheMatterByItsTradeWhenTheNeedIsAWholeStory() {
        // Given
        Brief brief =
                Brief.from(
                        "Business: Hoosier Plumbing\nCategory: appliance_repair\nConsumer need (data): \"We have water everywhere. Help!\"\nObjective: agree on a visit today",
                        LocalDateTime.parse("2026-11-23T13:20"));
        // When / Then
        assertThat(brief.need()).isEqualTo("your appliance repair request");
        assertThat(brief.proposal()).isEqualTo("2026-11-24T10:00");
    }

    @Test
    void shouldUnderstandAFewWordsOfSpanish() {
        // When
        Reply question = said(Dialogue.start(), "¿Hola?");
        Reply offer = said(question.next(), "Sí, claro, está bien.");
        // Then
        assertThat(question.words()).startsWith("Is now a good moment");
        assertThat(said(offer.next(), "Sí, de acuerdo.").calls())
                .extracting(ToolCall::name)
                .containsExactly("book_appointment");
    }

    @Test
    void shouldWriteArgumentsInTheFormOfTheTool() {
        // Given
        Dialogue asked = Dialogue.start().reply(new Cue.Floor(), BRIEF, TOOLS).next();
        // When
        JsonObject arguments = said(asked, "I am not interested").calls().getFirst().arguments();
        // Then
        assertThat(arguments.getString("outcome")).isEqualTo("declined");
        assertThat(arguments.fieldNames()).containsExactlyInAnyOrder("outcome", "summary");
    }

    @Test
    void shouldManageWithoutAnyTools() {
        // Given
        Dialogue asked = Dialogue.start().reply(new Cue.Floor(), BRIEF, Tools.none()).next();
        // When
        Reply end = asked.reply(new Cue.Said("Do not call me again"), BRIEF, Tools.none());
        // Then
        assertThat(end.calls()).isEmpty();
        assertThat(end.words()).isEqualTo("Understood. You will not be called again. Goodbye.");
        assertThat(end.next().reply(new Cue.Said("Bye"), BRIEF, Tools.none()).words())
                .isEqualTo("Goodbye.");
    }

    @Test
    void shouldGiveUpPolitelyWhenItUnderstandsNothing() {
        // Given
        Dialogue dialogue = Dialogue.start().reply(new Cue.Floor(), BRIEF, TOOLS).next();
        // When
        Reply first = said(dialogue, "");
        Reply second = said(first.next(), "");
        Reply third = said(second.next(), "");
        // Then
        assertThat(first.words()).startsWith("Sorry, I did not catch that.");
        assertThat(third.calls()).extracting(ToolCall::name).containsExactly("record_outcome");
    }

    @Test
    void shouldEndTheCallWhenNobodyAnswers() {
        // Given
        Dialogue asked = Dialogue.start().reply(new Cue.Floor(), BRIEF, TOOLS).next();
        // When
        Reply first = asked.reply(new Cue.Silence(), BRIEF, TOOLS);
        Reply second = first.next().reply(new Cue.Silence(), BRIEF, TOOLS);
        // Then
        assertThat(first.words()).isEqualTo("Are you still there?");
        assertThat(second.calls())
                .containsExactly(
                        new ToolCall("end_call", new JsonObject().put("reason", "no_response")));
    }

    @Test
    void shouldGoOnWhereAnEarlierSessionEnded() {
        // Given
        Dialogue resumed =
                Dialogue.start().remembering("Would Monday, November 30th at 10 AM work for you?");
        // When
        Reply reply = said(resumed, "Sure, sounds good");
        // Then
        assertThat(reply.calls()).extracting(ToolCall::name).containsExactly("book_appointment");
    }

    private static Reply said(Dialogue dialogue, String words) {
        return dialogue.reply(new Cue.Said(words), BRIEF, TOOLS);
    }
}
