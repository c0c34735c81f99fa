package io.leadflip.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Somebody is in danger: they are told whom to call, and the line is theirs.
class EmergencyTest {
    private final ScriptedCall call = new ScriptedCall();

    @Test
    void shouldSendSomebodyInDangerToWhoCanHelpAndEndTheCall() {
        // Given
        call.conversing().agentSays("r1", "Is it a good moment?", 2_000).after(300);
        // When
        call.callerSays("c1", "No, we smell gas in the kitchen!");
        // Then
        assertThat(call.latest(CallerCommand.Play.class)).isNotEmpty();
        call.after(2_000).hearsEverything();
        assertThat(call.latest()).contains(new PlatformCommand.HangUp(MediaEndReason.EMERGENCY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "We smell gas.",
                "I can still smell gas here",
                "There's a gas leak",
                "there is a fire in the basement",
                "The kitchen is on fire!",
                "The carbon monoxide alarm keeps going off.",
                "My wife is bleeding",
                "somebody got electrocuted",
                "I can\u2019t breathe",
                "Huele a gas",
                "Hay un incendio"
            })
    void shouldHearThatPeopleAreInDanger(String said) {
        assertThat(EmergencyWords.heard(said)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "It's an emergency, water is everywhere!",
                "There's a fireplace in the room",
                "we have a fire pit",
                "I want my gas line moved",
                "The gas bill is high.",
                "If you smell gas, hang up and call our emergency line.",
                "If this is a medical emergency, hang up and dial 911.",
                "My dog is bleeding money from me"
            })
    void shouldNotTakeWhatIsOnlyUrgentForDanger(String said) {
        assertThat(EmergencyWords.heard(said)).isFalse();
    }
}
