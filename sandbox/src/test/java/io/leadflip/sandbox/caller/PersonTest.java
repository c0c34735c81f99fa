package io.leadflip.sandbox.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PersonTest {
    private static final int LINE_MS = 600;
    private static final Speech SPEECH = (text, voice) -> loud(LINE_MS);

    @Test
    void shouldSayHelloAfterLiftingThePhone() {
        // Given
        Callee person = person(new JsonObject());
        // When
        int spokenMs = voicedMs(person, silence(), 2000);
        // Then
        assertThat(spokenMs).isEqualTo(LINE_MS);
        assertThat(person.greetingEnd()).isEqualTo(Duration.ofMillis(500 + LINE_MS));
    }

    @Test
    void shouldWaitUntilTheAgentHasFinished() {
        // Given
        Callee person = greeted(new JsonObject());
        // When
        int whileAgentSpeaks = voicedMs(person, loud(20), 3000);
        int justAfter = voicedMs(person, silence(), 680);
        int later = voicedMs(person, silence(), 1000);
        // Then
        assertThat(whileAgentSpeaks).isZero();
        assertThat(justAfter).isZero();
        assertThat(later).isEqualTo(LINE_MS);
    }

    @Test
    void shouldTalkOverTheAgentOnce() {
        // Given
        Callee person =
                greeted(
                        new JsonObject()
                                .put("interruptMs", 1000)
                                .put("interruptTurn", 1)
                                .put("interruptLine", "Sorry?"));
        // When
        int before = voicedMs(person, loud(20), 980);
        int over = voicedMs(person, loud(20), 700);
        int again = voicedMs(person, loud(20), 5000);
        // Then
        assertThat(before).isZero();
        assertThat(over).isEqualTo(LINE_MS);
        assertThat(again).isZero();
    }

    @Test
    void shouldLetTheOpeningPassBeforeItInterrupts() {
        // Given
        Callee person = greeted(new JsonObject().put("interruptMs", 1000));
        // When
        int overTheOpening = voicedMs(person, loud(20), 6000);
        int answer = voicedMs(person, silence(), 700 + LINE_MS);
        int overTheNextTurn = voicedMs(person, loud(20), 1000 + LINE_MS);
        // Then
        assertThat(overTheOpening).isZero();
        assertThat(answer).isEqualTo(LINE_MS);
        assertThat(overTheNextTurn).isEqualTo(LINE_MS);
    }

    @Test
    void shouldHangUpWhenNobodySpeaks() {
        // Given
        Callee person = greeted(new JsonObject());
        // When
        voicedMs(person, silence(), 8000);
        // Then
        assertThat(person.hungUp()).isTrue();
    }

    @Test
    void shouldHangUpAfterTheLineItWasToldTo() {
        // Given
        Callee person = person(new JsonObject().put("hangUpAfterLine", 1));
        // When
        voicedMs(person, silence(), 500 + LINE_MS);
        // Then
        assertThat(person.hungUp()).isTrue();
    }

    @Test
    void shouldHangUpWhenItsLinesAreUsedUpAndAnswered() {
        // Given
        Callee person = greeted(new JsonObject().put("lines", new JsonArray().add("Hello?")));
        // When
        voicedMs(person, loud(20), 1000);
        boolean atOnce = person.hungUp();
        voicedMs(person, silence(), 2500);
        // Then
        assertThat(atOnce).isFalse();
        assertThat(person.hungUp()).isTrue();
    }

    @Test
    void shouldPressItsKeysIntoTheAgentsFirstWords() {
        // Given
        Callee person = greeted(new JsonObject().put("digits", "9#"));
        StringBuilder pressed = new StringBuilder();
        // When
        for (int ms = 0; ms < 3000; ms += Frame.MILLIS) {
            person.step(loud(20));
            if (person.pressed() != 0) {
                pressed.append(person.pressed());
            }
        }
        // Then
        assertThat(pressed).hasToString("9#");
    }

    @Test
    void shouldPlayGreetingAndBeepThenListen() {
        // Given
        Callee machine = person(new JsonObject().put("answer", "voicemail"));
        // When
        int greeting = voicedMs(machine, silence(), 400 + LINE_MS + 400);
        int after = voicedMs(machine, loud(20), 2000);
        // Then
        assertThat(machine.machine()).isTrue();
        assertThat(greeting).isEqualTo(LINE_MS + 400);
        assertThat(after).isZero();
        assertThat(machine.hungUp()).isFalse();
    }

    @Test
    void shouldAskWhoIsCallingAndThenFetchThePerson() {
        // Given
        Callee screen = person(new JsonObject().put("answer", "screened"));
        // When
        int question = voicedMs(screen, silence(), 400 + LINE_MS);
        int whileCallerAnswers = voicedMs(screen, loud(20), 2000);
        int wait = voicedMs(screen, silence(), 1200 + LINE_MS);
        int person = voicedMs(screen, silence(), 500 + LINE_MS);
        // Then
        assertThat(screen.machine()).isFalse();
        assertThat(question).isEqualTo(LINE_MS);
        assertThat(whileCallerAnswers).isZero();
        assertThat(wait).isEqualTo(LINE_MS);
        assertThat(person).isEqualTo(LINE_MS);
        assertThat(screen.hungUp()).isFalse();
    }

    @Test
    void shouldHangUpOnTheCallerWhenTheAssistantFindsNobody() {
        // Given
        Callee screen =
                person(new JsonObject().put("answer", "screened").put("lines", new JsonArray()));
        voicedMs(screen, silence(), 400 + LINE_MS);
        voicedMs(screen, loud(20), 2000);
        // When
        voicedMs(screen, silence(), 1200 + LINE_MS);
        // Then
        assertThat(screen.hungUp()).isTrue();
    }

    @Test
    void shouldRefuseAnUnknownKindOfAnswer() {
        // Given
        JsonObject unknown = new JsonObject().put("answer", "dog");
        // When / Then
        assertThatThrownBy(() -> Persona.from(unknown))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldKnowWhoIsBehindANumber() {
        // Given
        Personas personas = new Personas();
        // When
        personas.register("+13175550123", new JsonObject().put("answer", "busy"));
        // Then
        assertThat(personas.behind("+13175550123").answer()).isEqualTo(Answer.BUSY);
        assertThat(personas.behind("+13175550124").lines()).hasSize(3);
        assertThatThrownBy(() -> personas.register("317", Persona.usual()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Callee person(JsonObject json) {
        return Callee.of(Persona.from(json), SPEECH);
    }

    private static Callee greeted(JsonObject json) {
        Callee person = person(json);
        voicedMs(person, silence(), 500 + LINE_MS);
        return person;
    }

    private static int voicedMs(Callee callee, byte[] heard, int millis) {
        int voiced = 0;
        for (int ms = 0; ms < millis; ms += Frame.MILLIS) {
            voiced += Frame.voiced(callee.step(heard)) ? Frame.MILLIS : 0;
        }
        return voiced;
    }

    private static byte[] silence() {
        return Frame.silence();
    }

    private static byte[] loud(int millis) {
        byte[] audio = new byte[millis * 8];
        Arrays.fill(audio, (byte) 0x10);
        return audio;
    }
}
