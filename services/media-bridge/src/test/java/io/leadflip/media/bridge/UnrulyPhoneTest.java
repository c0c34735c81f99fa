package io.leadflip.media.bridge;

import static io.leadflip.media.bridge.ScriptedCall.frame;
import static io.leadflip.media.bridge.ScriptedCall.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import org.junit.jupiter.api.Test;

/// A stream that does not keep to its protocol: it ends with a cause, or nothing comes of it.
class UnrulyPhoneTest {
    private final ScriptedCall call = new ScriptedCall();

    @Test
    void shouldRefuseAudioBeforeTheStreamSaidWhoItIs() {
        // When
        call.on(new CallerEvent.Connected(), frame(1));
        // Then
        assertThat(call.latest()).contains(new CallerCommand.Close(CloseCause.OUT_OF_ORDER));
    }

    @Test
    void shouldRefuseAStartThatNothingPreceded() {
        // When
        call.on(started("audio/x-mulaw", 8000, 1));
        // Then
        assertThat(call.latest()).contains(new CallerCommand.Close(CloseCause.OUT_OF_ORDER));
        assertThat(call.all(PlatformCommand.Redeem.class)).isEmpty();
    }

    @Test
    void shouldReleaseEverythingWhenItStopsBeforeItStarted() {
        // When
        call.on(new CallerEvent.Connected(), new CallerEvent.Stopped());
        // Then
        assertThat(call.latest())
                .containsExactly(
                        new CallerCommand.Close(CloseCause.DONE), new PlatformCommand.Release());
        assertThat(call.all(PlatformCommand.TellEnded.class)).isEmpty();
    }

    @Test
    void shouldRedeemOnceHoweverOftenItStarts() {
        // Given
        call.redeeming();
        // When
        call.on(started("audio/x-mulaw", 8000, 1));
        // Then
        assertThat(call.all(PlatformCommand.Redeem.class)).hasSize(1);
        assertThat(call.latest()).contains(new CallerCommand.Close(CloseCause.OUT_OF_ORDER));
    }

    @Test
    void shouldTakeNothingForHeardFromAMarkItNeverSent() {
        // Given
        call.opening().modelReady();
        // When
        call.on(new CallerEvent.MarkEchoed("g0m999"), new CallerEvent.MarkEchoed(""));
        // Then
        assertThat(call.session.state()).isInstanceOf(BridgeState.Opening.class);
        assertThat(call.all(PlatformCommand.TellTurn.class)).isEmpty();
    }

    /// Nobody may be spoken to before the opening was heard, so the line is given back: its
    /// provider has words of ours for that.
    ///
    /// Thread: openclaw/openclaw#52111 Thread: openclaw/openclaw#138592
    @Test
    void shouldGiveTheLineBackWhenItNeverSaysThatTheOpeningWasPlayed() {
        // Given
        call.opening().modelReady();
        assertThat(call.effects)
                .contains(
                        new PlatformCommand.Start(
                                Timer.OPENING,
                                ScriptedCall.RULES.farewellWithin().plusMillis(3_000)));
        // When
        call.on(new PlatformEvent.TimerFired(Timer.OPENING));
        // Then
        assertThat(call.latest())
                .contains(new CallerCommand.Close(CloseCause.PLATFORM_UNAVAILABLE));
        assertThat(call.all(PlatformCommand.TellEnded.class))
                .extracting(PlatformCommand.TellEnded::reason)
                .containsExactly(MediaEndReason.PLATFORM_FAILED);
        assertThat(call.all(ModelCommand.Speak.class)).isEmpty();
    }

    @Test
    void shouldNotMindLateMarksOfAnOpeningThatWasHeard() {
        // Given
        call.conversing();
        // When
        call.on(new PlatformEvent.TimerFired(Timer.OPENING));
        // Then
        assertThat(call.session.state()).isInstanceOf(BridgeState.Conversing.class);
    }

    /// A phone that confirms nothing hears no more than the bound.
    @Test
    void shouldStopReadingFromTheModelWhenNothingIsConfirmed() {
        // Given
        call.conversing().on(new ModelEvent.ResponseStarted("r1"));
        // When
        for (int second = 0; second < 40; second++) {
            call.after(1_000).on(new ModelEvent.Audio("r1", "i1", "AAAA", 8_000));
        }
        // Then
        assertThat(call.all(ModelCommand.Pause.class)).hasSize(1);
    }

    @Test
    void shouldNotMultiplyFramesWhenTheStreamsClockJumpsAboutTheEndOfTime() {
        // Given
        call.conversing();
        // When
        call.on(
                new CallerEvent.Audio("AAAA", Long.MAX_VALUE),
                new CallerEvent.Audio("AAAA", Long.MIN_VALUE),
                new CallerEvent.Audio("AAAA", 0));
        // Then
        assertThat(call.latest(ModelCommand.Hear.class)).hasSizeLessThanOrEqualTo(3 * 501);
    }
}
