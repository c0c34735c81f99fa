package io.leadflip.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.media.audio.Silence;
import org.junit.jupiter.api.Test;

class PaddingAndPressureTest {
    private final ScriptedCall call = new ScriptedCall();

    private static CallerEvent frame(long atMs) {
        return new CallerEvent.Audio("frame", atMs);
    }

    private static PlatformEvent fired(Timer timer) {
        return new PlatformEvent.TimerFired(timer);
    }

    private long silence() {
        return call.latest(ModelCommand.Hear.class).stream()
                .filter(heard -> heard.payload().equals(Silence.FRAME))
                .count();
    }

    @Test
    void shouldFillWhatTheStreamsClockSkippedWithSilence() {
        // Given
        call.conversing().on(frame(1_000));
        // When: 200 ms are missing
        call.on(frame(1_220));
        // Then
        assertThat(silence()).isEqualTo(10);
        assertThat(call.latest(ModelCommand.Hear.class)).hasSize(11);
    }

    @Test
    void shouldNotFillMoreThanTheLongestGap() {
        // Given
        call.conversing().on(frame(1_000));
        // When
        call.on(frame(3_600_000));
        // Then
        assertThat(silence()).isEqualTo(500);
    }

    @Test
    void shouldPassFramesOnWhenTheClockGoesBack() {
        // Given
        call.conversing().on(frame(1_000));
        // When
        call.on(frame(200), frame(220));
        // Then
        assertThat(silence()).isZero();
        assertThat(call.latest(ModelCommand.Hear.class)).hasSize(2);
    }

    @Test
    void shouldPlaceTheCallersTurnWhereItWasInTheStreamAfterAGap() {
        // Given: the model heard 20 ms, then 10 s for a minute that was skipped
        call.conversing().on(frame(0), frame(60_020));
        // When
        call.on(
                new ModelEvent.SpeechStarted("c1", 10_020),
                new ModelEvent.SpeechStopped("c1", 10_520),
                new ModelEvent.TurnTaken("c1"),
                new ModelEvent.CallerSaid("c1", "Hello?"));
        // Then
        var turn = call.latest(PlatformCommand.TellTurn.class).getLast();
        assertThat(turn.startMs()).isEqualTo(60_020);
    }

    @Test
    void shouldLetTheModelCloseTheTurnOfACallerWhoseFramesStopped() {
        // Given
        call.conversing().on(frame(1_000), new ModelEvent.SpeechStarted("c1", 0));
        // When
        call.after(750).on(fired(Timer.STALL));
        // Then
        assertThat(silence()).isEqualTo(50);
    }

    @Test
    void shouldLookAgainWhenFramesStillCome() {
        // Given
        call.conversing().on(frame(1_000), new ModelEvent.SpeechStarted("c1", 0));
        call.after(700).on(frame(1_020));
        // When
        call.after(50).on(fired(Timer.STALL));
        // Then
        assertThat(silence()).isZero();
        assertThat(call.latest(PlatformCommand.Start.class))
                .containsExactly(
                        new PlatformCommand.Start(Timer.STALL, java.time.Duration.ofMillis(700)));
    }

    @Test
    void shouldNotFillAGapTwice() {
        // Given: a second of silence was put in for a stall
        call.conversing().on(frame(1_000), new ModelEvent.SpeechStarted("c1", 0));
        call.after(750).on(fired(Timer.STALL));
        // When: the stream goes on 1.2 s later
        call.on(frame(2_220));
        // Then
        assertThat(silence()).isEqualTo(10);
    }

    @Test
    void shouldPauseReadingInsteadOfCancellingAndReadOnAsItIsPlayed() {
        // Given
        call.conversing().on(new ModelEvent.ResponseStarted("r1"));
        // When: 30 s come at once
        for (int second = 0; second < 30; second++) {
            call.on(new ModelEvent.Audio("r1", "i1", "AAAA", 8_000));
        }
        // Then
        assertThat(call.all(ModelCommand.Pause.class)).hasSize(1);
        assertThat(call.all(ModelCommand.Cancel.class)).isEmpty();
        call.after(1_000).on(fired(Timer.READ_ON));
        assertThat(call.latest()).contains(new ModelCommand.Resume());
    }

    @Test
    void shouldReadOnAtOnceWhenTheCallerInterrupts() {
        // Given
        call.conversing().on(new ModelEvent.ResponseStarted("r1"));
        for (int second = 0; second < 30; second++) {
            call.on(new ModelEvent.Audio("r1", "i1", "AAAA", 8_000));
        }
        // When
        call.on(new ModelEvent.SpeechStarted("c1", 0));
        // Then
        assertThat(call.latest()).contains(new CallerCommand.Clear(), new ModelCommand.Resume());
    }
}
