package io.leadflip.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.media.bridge.PlatformCommand.Measure;
import io.leadflip.media.bridge.PlatformCommand.Measurement;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InterruptionGuardTest {
    private static final Duration GUARD = Duration.ofMillis(400);
    private final ScriptedCall call = new ScriptedCall(ScriptedCall.guarded(GUARD));

    @BeforeEach
    void agentSpeaks() {
        call.conversing()
                .agentSays("r1", "Hello.", 500)
                .after(500)
                .hearsEverything()
                .callerSays("c1", "Yes?")
                .agentSays("r2", "I can offer you Tuesday at nine.", 3_000)
                .after(500);
    }

    private ScriptedCall coughs() {
        return call.on(new ModelEvent.SpeechStarted("c2", 2_000))
                .after(200)
                .on(new ModelEvent.SpeechStopped("c2", 2_200), new ModelEvent.TurnTaken("c2"));
    }

    @Test
    void shouldLetTheAgentSpeakUntilTheCallerMeansIt() {
        // When
        call.on(new ModelEvent.SpeechStarted("c2", 2_000));
        // Then
        assertThat(call.latest(CallerCommand.Clear.class)).isEmpty();
        assertThat(call.latest()).contains(new PlatformCommand.Start(Timer.INTERRUPTION, GUARD));
        call.after(400).on(new PlatformEvent.TimerFired(Timer.INTERRUPTION));
        assertThat(call.latest()).contains(new CallerCommand.Clear());
    }

    @Test
    void shouldNotStopTheAgentForACough() {
        // When
        coughs();
        // Then
        assertThat(call.latest()).contains(new Measure(Measurement.FALSE_INTERRUPTION, 1));
        assertThat(call.latest(ModelCommand.Speak.class)).isEmpty();
        call.on(
                new PlatformEvent.TimerFired(Timer.INTERRUPTION),
                new ModelEvent.CallerNotUnderstood("c2"));
        assertThat(call.latest(CallerCommand.Clear.class)).isEmpty();
        assertThat(call.latest(ModelCommand.Speak.class)).isEmpty();
    }

    @Test
    void shouldAnswerAShortWordAllTheSame() {
        // Given
        coughs();
        // When
        call.on(new ModelEvent.CallerSaid("c2", "Stop."));
        // Then
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
    }

    @Test
    void shouldAnswerAShortFirstTurnOnce() {
        // Given
        var first = new ScriptedCall(ScriptedCall.guarded(GUARD));
        first.conversing().agentSays("r1", "Is it a good moment?", 3_000).after(500);
        first.on(new ModelEvent.SpeechStarted("c1", 2_000))
                .after(200)
                .on(new ModelEvent.SpeechStopped("c1", 2_200), new ModelEvent.TurnTaken("c1"));
        // When
        first.on(new ModelEvent.CallerSaid("c1", "Yes."));
        // Then
        assertThat(first.latest(ModelCommand.Speak.class)).hasSize(1);
        first.agentSays("r2", "Good.", 500);
        assertThat(first.latest(ModelCommand.Speak.class)).isEmpty();
    }

    @Test
    void shouldNotAnswerACoughThatIsTheFirstThingHeard() {
        // Given
        var first = new ScriptedCall(ScriptedCall.guarded(GUARD));
        first.conversing().agentSays("r1", "Is it a good moment?", 3_000).after(500);
        first.on(new ModelEvent.SpeechStarted("c1", 2_000))
                .after(200)
                .on(new ModelEvent.SpeechStopped("c1", 2_200), new ModelEvent.TurnTaken("c1"));
        // When
        first.on(new ModelEvent.CallerNotUnderstood("c1"));
        // Then
        assertThat(first.latest(ModelCommand.Speak.class)).isEmpty();
    }

    @Test
    void shouldInterruptAtOnceWhenNothingIsHeard() {
        // Given
        call.after(2_500).hearsEverything();
        // When
        call.on(new ModelEvent.SpeechStarted("c2", 2_000));
        // Then
        assertThat(call.latest(PlatformCommand.Start.class))
                .extracting(PlatformCommand.Start::timer)
                .doesNotContain(Timer.INTERRUPTION);
    }

    @Test
    void shouldGoOnWithWhatTheModelStoppedForANoise() {
        // Given: the model stops by itself as soon as it hears something
        call.on(new ModelEvent.SpeechStarted("c2", 2_000));
        call.on(new ModelEvent.CallerNotUnderstood("c0"));
        call.after(100)
                .on(
                        new ModelEvent.SpeechStopped("c2", 2_100),
                        ScriptedCall.ended("r2", ModelEvent.Result.CANCELLED),
                        new ModelEvent.TurnTaken("c2"));
        // When
        call.on(new ModelEvent.CallerNotUnderstood("c2"));
        // Then
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
    }
}
