package io.leadflip.contracts.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptOutPhrasesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Do not call me again.",
                "Don't call me.",
                "Don\u2019t call me again",
                "dont call here anymore",
                "Please don't ever call me back.",
                "Never call me again!",
                "never ever call this number",
                "Do not contact me.",
                "Don't phone us again",
                "Don't call me. I mean it.",
                "Don't call me at all.",
                "Stop calling me",
                "Please stop contacting me.",
                "Will you stop calling?",
                "Quit calling me!",
                "Stop these calls.",
                "Stop the robocalls",
                "Stop bothering us",
                "Don't bother me again",
                "I do not want to be called.",
                "I don't want you to call me.",
                "I don't want you calling me",
                "I don't want any more calls",
                "I don't want to be contacted again",
                "we don't need any more phone calls",
                "No more calls, please.",
                "No further contact.",
                "Remove me from your list",
                "Remove my number, please.",
                "delete my information",
                "Take me off your list",
                "take my number off",
                "Lose my number.",
                "I want to opt out",
                "opt me out",
                "opt-out",
                "Unsubscribe",
                "Leave me alone!",
                "Put me on your do not call list.",
                "No me llame",
                "no me llamen m\u00e1s",
                "No vuelva a llamarme",
                "Deje de llamarme, por favor.",
                "dejen de llamar",
                "No quiero m\u00e1s llamadas.",
                "No quiero que me llamen",
                "Borre mi n\u00famero",
                "D\u00e9jenme en paz"
            })
    void shouldHearThatSomebodyWantsNoMoreCalls(String said) {
        assertThat(OptOutPhrases.inSpeech(said)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Yes, please do.",
                "No thanks, I'm not interested.",
                "You never called me back.",
                "I called you yesterday, why did nobody call?",
                "Don't call me before five.",
                "Please don't call after eight, I am asleep.",
                "Don't call me right now, tomorrow is better.",
                "please don't call me at 7",
                "I don't want to call them myself.",
                "I don't want to wait, can you call me today?",
                "Stop by tomorrow.",
                "Please don't call my wife, call me.",
                "Do not contact anyone else.",
                "The water would not stop.",
                "Don't text me, call me.",
                "Call me whenever you want.",
                "I want to remove my old faucet.",
                "no me llame antes de las cinco",
                "S\u00ed, ll\u00e1meme ma\u00f1ana"
            })
    void shouldTakeNothingElseForIt(String said) {
        assertThat(OptOutPhrases.inSpeech(said)).isFalse();
    }

    /// Words that fit a phrase in more than one way must not be tried in every way.
    @Test
    void shouldComeToAnEndWithWordsThatNeverEnd() {
        var said = "I don't want " + "any more ".repeat(1_000) + "water";
        assertThat(OptOutPhrases.inText(said)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STOP please",
                "Please stop texting me",
                "no more texts",
                "Don't text me again",
                "stop sending me this",
                "stop calling",
                "dejen de mandar mensajes"
            })
    void shouldReadThatSomebodyWantsNoMoreTexts(String text) {
        assertThat(OptOutPhrases.inText(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "please do not stop by before noon",
                "yes",
                "can you text me the address",
                "my bus stop is on Main Street"
            })
    void shouldTakeNoOtherTextForIt(String text) {
        assertThat(OptOutPhrases.inText(text)).isFalse();
    }
}
