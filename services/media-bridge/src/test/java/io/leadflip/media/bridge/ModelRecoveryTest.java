package io.leadflip.media.bridge;

import static io.leadflip.media.bridge.ScriptedCall.RULES;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.value.Speaker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelRecoveryTest {
    private final ScriptedCall call = new ScriptedCall();

    private static PlatformEvent fired(Timer timer) {
        return new PlatformEvent.TimerFired(timer);
    }

    private static CallerEvent frame(int number) {
        return new CallerEvent.Audio("frame" + number, number * 20L);
    }

    private static PlatformCommand.Start retryAfter(int ms) {
        return new PlatformCommand.Start(Timer.RECONNECT, Duration.ofMillis(ms));
    }

    private List<ModelCommand.Speak> floors() {
        return call.latest(ModelCommand.Speak.class);
    }

    @Test
    void shouldKeepTheCallWhenTheModelIsLost() {
        // Given
        call.conversing()
                .agentSays("r1", "Is it a good moment?", 1_000)
                .after(1_000)
                .hearsEverything();
        // When
        call.on(new ModelEvent.Lost());
        // Then
        assertThat(call.latest()).contains(new ModelCommand.Close(), retryAfter(250));
        assertThat(call.session.state()).isInstanceOf(BridgeState.Conversing.class);
        call.on(fired(Timer.RECONNECT));
        assertThat(call.latest()).contains(new ModelCommand.Connect());
    }

    @Test
    void shouldWaitLongerBeforeEachTryAndTryFiveTimes() {
        // Given
        call.conversing();
        // When, Then
        for (int wait : List.of(250, 500, 1_000, 2_000, 4_000)) {
            call.on(new ModelEvent.Lost());
            assertThat(call.latest()).contains(retryAfter(wait));
            call.on(fired(Timer.RECONNECT));
        }
        call.on(new ModelEvent.Lost());
        assertThat(call.session.state())
                .isEqualTo(new BridgeState.Ending(MediaEndReason.MODEL_FAILED));
        call.after(1_000).hearsEverything();
        assertThat(call.latest(PlatformCommand.TellTurn.class))
                .extracting(PlatformCommand.TellTurn::text)
                .containsExactly(ScriptedCall.BRIEF.standby().apology());
        assertThat(call.latest()).contains(new PlatformCommand.HangUp(MediaEndReason.MODEL_FAILED));
    }

    @Test
    void shouldNeverWaitLongerThanTheLongestWait() {
        // Given
        var usual = RULES.recovery();
        var patient =
                new ScriptedCall(
                        ScriptedCall.recovering(
                                new BridgeRules.Recovery(
                                        usual.tries(),
                                        usual.firstWait(),
                                        Duration.ofMillis(600),
                                        usual.within(),
                                        usual.comfortAfter(),
                                        usual.recycleAfter(),
                                        usual.recycleBy())));
        patient.conversing();
        // When, Then
        for (int wait : List.of(250, 500, 600, 600, 600)) {
            patient.on(new ModelEvent.Lost());
            assertThat(patient.latest()).contains(retryAfter(wait));
            patient.on(fired(Timer.RECONNECT));
        }
    }

    @Test
    void shouldLeaveHalfOfTheWaitToChance() {
        // Given
        var least = new BridgeSession(RULES, ScriptedCall.ACCOUNT, "m", () -> 0);
        // When
        least.on(new CallerEvent.Connected(), 1);
        least.on(ScriptedCall.started("audio/x-mulaw", 8000, 1), 1);
        least.on(new PlatformEvent.Redeemed(ScriptedCall.BRIEF), 1);
        // Then
        assertThat(least.on(new ModelEvent.Lost(), 2)).contains(retryAfter(125));
    }

    @Test
    void shouldKeepTheCallersWordsForTheNextSession() {
        // Given
        call.conversing().on(frame(1), new ModelEvent.Lost(), frame(2), frame(3));
        assertThat(call.latest(ModelCommand.Hear.class))
                .containsExactly(new ModelCommand.Hear("frame1"));
        // When
        call.on(fired(Timer.RECONNECT)).modelReady();
        // Then
        assertThat(call.latest(ModelCommand.Hear.class))
                .containsExactly(new ModelCommand.Hear("frame2"), new ModelCommand.Hear("frame3"));
    }

    /// Thread: strands#4104
    @Test
    void shouldTellTheNewSessionOnlyWhatWasHeard() {
        // Given: the caller cut the agent short, and then the session broke
        call.conversing().agentSays("r1", "One two three four five six", 3_000).after(400);
        var second = call.all(CallerCommand.Mark.class);
        call.after(1_000)
                .on(new CallerEvent.MarkEchoed(second.get(second.size() - 4).name()))
                .callerSays("c1", "What is it about?")
                .on(new ModelEvent.Lost(), fired(Timer.RECONNECT));
        // When
        call.modelReady();
        // Then
        var remembered = call.latest(ModelCommand.Remember.class);
        assertThat(remembered)
                .extracting(ModelCommand.Remember::speaker)
                .containsExactly(Speaker.PLATFORM, Speaker.AGENT, Speaker.CALLER);
        assertThat(remembered.get(1).text()).startsWith("One").doesNotContain("six");
        assertThat(remembered.get(2).text()).isEqualTo("What is it about?");
        assertThat(call.latest(ModelCommand.Tell.class)).hasSize(1);
        assertThat(floors()).hasSize(1);
    }

    @Test
    void shouldTellTheNewSessionWhatItMustKnowBeforeItHearsTheCaller() {
        // Given
        call.conversing().on(new ModelEvent.Lost(), frame(7), fired(Timer.RECONNECT));
        // When
        call.modelReady();
        // Then
        var order =
                call.latest().stream()
                        .filter(
                                it ->
                                        it instanceof ModelCommand.Tell
                                                || it instanceof ModelCommand.Hear
                                                || it instanceof ModelCommand.Speak)
                        .map(it -> it.getClass().getSimpleName())
                        .toList();
        assertThat(order).containsExactly("Tell", "Hear", "Speak");
    }

    @Test
    void shouldNotTellTheNewSessionWordsThatCameAfterTheirItemWasCut() {
        // Given
        call.conversing()
                .on(
                        new ModelEvent.ResponseStarted("r1"),
                        new ModelEvent.Words("i1", "I can offer"),
                        new ModelEvent.Audio("r1", "i1", "AAAA", 8_000))
                .after(500)
                .callerSays("c1", "Not now.")
                .on(new ModelEvent.WordsDone("i1", "I can offer you Tuesday at nine."));
        // When
        call.on(new ModelEvent.Lost(), fired(Timer.RECONNECT)).modelReady();
        // Then
        assertThat(call.latest(ModelCommand.Remember.class))
                .extracting(ModelCommand.Remember::text)
                .noneMatch(text -> text.contains("Tuesday"));
    }

    @Test
    void shouldNotTellWordsWhoseSoundNeverCame() {
        // Given: words are ahead of their sound when the session breaks
        call.conversing()
                .on(
                        new ModelEvent.ResponseStarted("r1"),
                        new ModelEvent.Words(
                                "i1", "I can offer you Tuesday at nine or Wednesday at two."),
                        new ModelEvent.Audio("r1", "i1", "AAAA", 8_000),
                        new ModelEvent.Lost());
        // When
        call.after(1_000).hearsEverything();
        // Then
        var turn = call.latest(PlatformCommand.TellTurn.class).getFirst();
        assertThat(turn.interrupted()).isTrue();
        assertThat(turn.text()).startsWith("I can offer").doesNotContain("Wednesday");
    }

    @Test
    void shouldAskForAMomentOnceWhenTheAgentIsAway() {
        // Given
        call.conversing().on(new ModelEvent.Lost());
        assertThat(call.latest())
                .contains(
                        new PlatformCommand.Start(Timer.COMFORT, RULES.recovery().comfortAfter()));
        // When
        call.after(1_500).on(fired(Timer.COMFORT));
        // Then
        assertThat(call.latest(CallerCommand.Play.class)).isNotEmpty();
        call.after(500).hearsEverything();
        assertThat(call.latest(PlatformCommand.TellTurn.class))
                .extracting(PlatformCommand.TellTurn::text)
                .containsExactly(ScriptedCall.BRIEF.standby().oneMoment());
        call.on(new ModelEvent.Lost(), fired(Timer.COMFORT));
        assertThat(call.latest(CallerCommand.Play.class)).isEmpty();
    }

    @Test
    void shouldNotAskForAMomentWhileTheAgentIsStillHeard() {
        // Given
        call.conversing().agentSays("r1", "One two three", 4_000).on(new ModelEvent.Lost());
        // When
        call.after(1_500).on(fired(Timer.COMFORT));
        // Then
        assertThat(call.latest(CallerCommand.Play.class)).isEmpty();
        assertThat(call.latest(PlatformCommand.Start.class))
                .extracting(PlatformCommand.Start::timer)
                .containsExactly(Timer.COMFORT);
    }

    @Test
    void shouldNotLetTheCallerWaitLongerThanTheBound() {
        // Given
        call.conversing().on(new ModelEvent.Lost(), fired(Timer.RECONNECT));
        // When
        call.on(fired(Timer.RECOVERY));
        // Then
        assertThat(call.session.state())
                .isEqualTo(new BridgeState.Ending(MediaEndReason.MODEL_FAILED));
    }

    @Test
    void shouldNotTryAgainWhenTheProviderRefuses() {
        // Given
        call.conversing();
        // When
        call.on(new ModelEvent.Refused("billing_hard_limit_reached"));
        // Then
        assertThat(call.latest(CallerCommand.Play.class)).isNotEmpty();
        assertThat(call.latest(PlatformCommand.Start.class))
                .extracting(PlatformCommand.Start::timer)
                .doesNotContain(Timer.RECONNECT);
        assertThat(call.session.state())
                .isEqualTo(new BridgeState.Ending(MediaEndReason.MODEL_FAILED));
    }

    @Test
    void shouldHaveAllTriesAgainAfterTheModelAnswered() {
        // Given
        call.conversing().on(new ModelEvent.Lost(), fired(Timer.RECONNECT)).modelReady();
        call.agentSays("r1", "Where were we?", 1_000);
        // When
        call.on(new ModelEvent.Lost());
        // Then
        assertThat(call.latest()).contains(retryAfter(250));
    }

    @Test
    void shouldNotNudgeACallerWhoWaitsForTheModel() {
        // Given
        call.conversing().agentSays("r1", "Hello.", 500).after(500).hearsEverything();
        // When
        call.on(new ModelEvent.Lost());
        // Then
        assertThat(call.latest()).contains(new PlatformCommand.Cancel(Timer.IDLE));
    }

    /// Thread: openai/openai-realtime-twilio-demo#7 Thread: livekit/agents#1252
    @Test
    void shouldReplaceAnOldSessionOnlyBetweenTurns() {
        // Given
        call.conversing().on(new ModelEvent.ResponseStarted("r1"), fired(Timer.RECYCLE));
        assertThat(call.all(ModelCommand.Close.class)).isEmpty();
        // When
        call.on(
                        new ModelEvent.Audio("r1", "i1", "AAAA", 800),
                        new ModelEvent.AudioDone("r1", "i1"),
                        ScriptedCall.done("r1"))
                .after(100)
                .hearsEverything();
        // Then
        assertThat(call.latest()).contains(new ModelCommand.Close(), new ModelCommand.Connect());
        call.modelReady();
        assertThat(call.latest(ModelCommand.Remember.class)).isNotEmpty();
        assertThat(floors()).isEmpty();
    }

    /// Thread: pipecat-ai/pipecat#3170 Thread: livekit/agents#2358
    @Test
    void shouldReplaceASessionThatIsTooOldWhoeverSpeaks() {
        // Given
        call.conversing().on(new ModelEvent.ResponseStarted("r1"));
        // When
        call.on(fired(Timer.RECYCLE_NOW));
        // Then
        assertThat(call.latest()).contains(new ModelCommand.Close(), new ModelCommand.Connect());
        call.modelReady();
        assertThat(floors()).hasSize(1);
    }

    /// Nobody said it: the next session must not believe that it did, and not book once more.
    @Test
    void shouldTellTheNewSessionWhatWasNotedAsAWordOfOurs() {
        // Given
        call.conversing()
                .on(
                        new ModelEvent.ResponseStarted("r1"),
                        new ModelEvent.ToolCalled(
                                "r1",
                                "t1",
                                "book_appointment",
                                "{\"start\":\"2026-11-25T14:00\",\"note\":\"n\"}"),
                        new ModelEvent.ToolCalled(
                                "r1", "t2", "record_outcome", "{\"outcome\":\"GOAL_ACHIEVED\"}"),
                        new PlatformEvent.AppointmentNoted("t1", true),
                        ScriptedCall.done("r1"));
        // When
        call.on(new ModelEvent.Lost(), fired(Timer.RECONNECT)).modelReady();
        // Then
        assertThat(call.latest(ModelCommand.Remember.class))
                .extracting(ModelCommand.Remember::text)
                .containsExactly(ScriptedCall.BRIEF.opening());
        assertThat(call.latest(ModelCommand.Tell.class))
                .extracting(ModelCommand.Tell::text)
                .anyMatch(text -> text.contains("GOAL_ACHIEVED"))
                .anyMatch(text -> text.contains("2026-11-25T14:00 is booked"));
    }

    @Test
    void shouldTellTheNewSessionNothingOfAnAppointmentThatWasNotStored() {
        // Given
        call.conversing()
                .on(
                        new ModelEvent.ResponseStarted("r1"),
                        new ModelEvent.ToolCalled(
                                "r1",
                                "t1",
                                "book_appointment",
                                "{\"start\":\"2026-11-25T14:00\",\"note\":\"n\"}"));
        call.on(new PlatformEvent.AppointmentNoted("t1", false), ScriptedCall.done("r1"));
        // When
        call.on(new ModelEvent.Lost(), fired(Timer.RECONNECT)).modelReady();
        // Then
        assertThat(call.latest(ModelCommand.Tell.class))
                .extracting(ModelCommand.Tell::text)
                .noneMatch(text -> text.contains("2026-11-25T14:00"));
    }

    @Test
    void shouldForgetFunctionsThatNobodyWaitsForAnyMore() {
        // Given
        call.conversing()
                .on(
                        new ModelEvent.ResponseStarted("r1"),
                        new ModelEvent.ToolCalled(
                                "r1",
                                "t1",
                                "book_appointment",
                                "{\"start\":\"2026-11-25T14:00\",\"note\":\"n\"}"),
                        new ModelEvent.Lost(),
                        fired(Timer.RECONNECT))
                .modelReady();
        // When
        call.on(new PlatformEvent.AppointmentNoted("t1", true));
        // Then
        assertThat(call.latest(ModelCommand.AnswerTool.class)).isEmpty();
    }
}
