package io.leadflip.media.bridge;

import static io.leadflip.media.bridge.ScriptedCall.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.door.StreamBrief;
import io.leadflip.media.bridge.PlatformCommand.AllowRecording;
import io.leadflip.media.bridge.PlatformCommand.HeardBy;
import io.leadflip.media.bridge.PlatformEvent.Recorded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A call is recorded only after the consumer heard the question and said yes to it.
class RecordingLeaveTest {
    private static final StreamBrief ASKS = asks("en-US", "May we record this call?");

    private final ScriptedCall call = new ScriptedCall();

    private static StreamBrief asks(String language, String opening) {
        StreamBrief plain = ScriptedCall.BRIEF;
        return new StreamBrief(
                plain.leadId(),
                plain.callId(),
                plain.attemptId(),
                plain.purpose(),
                plain.sealKey(),
                language,
                opening,
                plain.optOutConfirmation(),
                plain.goodbye(),
                plain.instructions(),
                plain.maxSeconds(),
                plain.standby(),
                true);
    }

    private ScriptedCall opening(StreamBrief brief) {
        return call.redeeming()
                .on(
                        new PlatformEvent.Redeemed(brief),
                        ScriptedCall.speech(Utterance.GOODBYE, 1_000),
                        ScriptedCall.speech(Utterance.OPT_OUT_CONFIRMATION, 1_000),
                        ScriptedCall.speech(Utterance.OPENING, 3_000))
                .modelReady();
    }

    private ScriptedCall asked() {
        return opening(ASKS).after(3_000).hearsEverything();
    }

    private ScriptedCall press(char key) {
        return call.on(new CallerEvent.KeyPressed(key));
    }

    private ScriptedCall tool(String id, String name) {
        String response = "r-" + id;
        return call.on(
                new ModelEvent.ResponseStarted(response),
                new ModelEvent.ToolCalled(response, id, name, "{}"));
    }

    private String answer() {
        return call.latest(ModelCommand.AnswerTool.class).getFirst().output();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "es-US"})
    void shouldTakeTheKeyForAYesAfterTheQuestionWasHeard(String language) {
        // Given
        String question = "es-US".equals(language) ? "¿Podemos grabar?" : "May we record?";
        opening(asks(language, question)).after(3_000).hearsEverything();
        assertThat(call.all(PlatformCommand.Prepare.class))
                .contains(new PlatformCommand.Prepare(Utterance.OPENING, question, language));
        call.after(700);
        // When: pressed twice, which is once
        press('1');
        press('1');
        // Then
        assertThat(call.all(AllowRecording.class))
                .containsExactly(new AllowRecording(null, HeardBy.KEY, 3_000, 3_700));
    }

    @Test
    void shouldNotTakeAKeyThatCameBeforeTheQuestionWasHeard() {
        // Given
        opening(ASKS);
        // When
        press('1');
        call.after(3_000).hearsEverything();
        // Then
        assertThat(call.all(AllowRecording.class)).isEmpty();
    }

    /// What the assistant of a telephone heard, its owner did not.
    @Test
    void shouldAskAgainWhoeverComesToTheLineBehindACallScreen() {
        // Given: the screen heard the question, asked who is calling, and put a person through
        asked().on(ScriptedCall.speech(Utterance.SCREENED, 1_000));
        call.callerSays("c1", "Please say your name and why you are calling.")
                .after(1_000)
                .hearsEverything();
        call.callerSays("c2", "Hello, this is Bob.");
        // When: the person presses the key while the question is still being asked
        press('1');
        tool("t1", "allow_recording");
        // Then
        assertThat(call.all(AllowRecording.class)).isEmpty();
        call.after(3_000).hearsEverything();
        press('1');
        assertThat(call.all(AllowRecording.class)).hasSize(1);
    }

    @Test
    void shouldRecordNobodyWhoSaysNothing() {
        // When
        asked().agentSays("r1", "Is tomorrow fine?", 1_200);
        call.on(new PlatformEvent.TimerFired(Timer.IDLE));
        // Then
        assertThat(call.all(AllowRecording.class)).isEmpty();
    }

    @Test
    void shouldRecordNobodyWhoPressesAnotherKey() {
        // Given
        asked();
        // When
        press('2');
        // Then
        assertThat(call.all(AllowRecording.class)).isEmpty();
    }

    @Test
    void shouldTakeTheAgentsWordOnceTheConsumerHasSpoken() {
        // Given
        asked().after(500).callerSays("c1", "Yes, that is fine.");
        // When
        tool("t1", "allow_recording");
        // Then
        assertThat(call.latest()).contains(new AllowRecording("t1", HeardBy.VOICE, 3_000, 3_500));
        assertThat(call.latest(ModelCommand.AnswerTool.class)).isEmpty();
        // When
        call.on(done("r-t1"), new PlatformEvent.RecordingAnswered("t1", Recorded.YES));
        // Then
        assertThat(answer()).contains("recorded");
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
    }

    @Test
    void shouldNotTakeTheAgentsWordBeforeTheConsumerHasSpoken() {
        // Given
        asked();
        // When
        tool("t1", "allow_recording");
        // Then
        assertThat(call.all(AllowRecording.class)).isEmpty();
        assertThat(answer()).contains("not answered yet");
    }

    @Test
    void shouldNotTakeForAnAnswerWhatBeganBeforeTheQuestionWasHeard() {
        // Given
        opening(ASKS).on(new ModelEvent.SpeechStarted("c1", 100));
        call.after(3_000).hearsEverything();
        call.on(new ModelEvent.SpeechStopped("c1", 3_100), new ModelEvent.TurnTaken("c1"));
        // When
        tool("t1", "allow_recording");
        // Then
        assertThat(call.all(AllowRecording.class)).isEmpty();
        assertThat(answer()).contains("not answered yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"allow_recording", "stop_recording"})
    void shouldKnowNoSuchFunctionWhenTheOpeningDoesNotAsk(String function) {
        // Given
        call.conversing().callerSays("c1", "Yes, record me.");
        // When
        tool("t1", function);
        press('1');
        // Then
        assertThat(call.all(AllowRecording.class)).isEmpty();
        assertThat(call.all(PlatformCommand.StopRecording.class)).isEmpty();
        assertThat(call.all(ModelCommand.AnswerTool.class))
                .extracting(ModelCommand.AnswerTool::output)
                .allMatch(output -> output.contains("no function of that name"));
        assertThat(call.all(ModelCommand.Configure.class))
                .extracting(ModelCommand.Configure::asksToRecord)
                .containsExactly(false);
    }

    @Test
    void shouldGiveTheAgentTheFunctionsWhenTheOpeningAsks() {
        // When
        asked();
        // Then
        assertThat(call.all(ModelCommand.Configure.class))
                .extracting(ModelCommand.Configure::asksToRecord)
                .containsExactly(true);
    }

    @Test
    void shouldGoOnUnrecordedWhenItIsRefused() {
        // Given
        asked().callerSays("c1", "Yes.");
        tool("t1", "allow_recording").on(done("r-t1"));
        // When
        call.on(new PlatformEvent.RecordingAnswered("t1", Recorded.NO));
        // Then
        assertThat(answer()).contains("not recorded");
        assertThat(call.session.state()).isInstanceOf(BridgeState.Conversing.class);
        press('1');
        assertThat(call.all(AllowRecording.class)).hasSize(1);
    }

    @Test
    void shouldLetTheYesBeGivenAgainWhenNobodyKnowsWhetherItWasTaken() {
        // Given
        asked();
        press('1');
        // When
        call.on(new PlatformEvent.RecordingAnswered(null, Recorded.UNKNOWN));
        press('1');
        // Then
        assertThat(call.all(AllowRecording.class)).hasSize(2);
    }

    @Test
    void shouldStopTheRecordingAtOnce() {
        // Given
        asked();
        press('1');
        call.on(new PlatformEvent.RecordingAnswered(null, Recorded.YES));
        call.callerSays("c1", "Stop recording, please.");
        // When
        tool("t1", "stop_recording");
        // Then
        assertThat(call.latest()).contains(new PlatformCommand.StopRecording("t1"));
        call.on(done("r-t1"), new PlatformEvent.RecordingStopped("t1", true));
        assertThat(answer()).contains("deleted");
    }

    @Test
    void shouldNotSayThatItStoppedWhenThatIsNotSure() {
        // Given
        asked();
        tool("t1", "stop_recording").on(done("r-t1"));
        // When
        call.on(new PlatformEvent.RecordingStopped("t1", false));
        // Then
        assertThat(answer()).contains("not sure");
    }

    @Test
    void shouldNotTakeAKeyOfWhoeverOptedOut() {
        // Given
        asked();
        // When
        press('9');
        press('1');
        // Then
        assertThat(call.all(AllowRecording.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"allow_recording", "stop_recording"})
    void shouldNotKeepTheConsumerWaitingUntilTheRecordingIsKnownOf(String function) {
        // Given
        asked().agentSays("r1", "May we?", 500).after(500).hearsEverything();
        call.after(1_000).callerSays("c1", "Yes, you may.");
        tool("t1", function).on(done("r-t1"));
        // When
        call.on(new PlatformEvent.TimerFired(Timer.TOOLS));
        // Then: nothing is claimed
        assertThat(answer()).contains("not");
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
        call.on(
                new PlatformEvent.RecordingAnswered("t1", Recorded.YES),
                new PlatformEvent.RecordingStopped("t1", true));
        assertThat(call.latest(ModelCommand.AnswerTool.class)).isEmpty();
    }
}
