package io.leadflip.media.bridge;

import static io.leadflip.media.bridge.ScriptedCall.started;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// How a stream becomes a call, and which streams never do.
class StreamStartTest {
    private final ScriptedCall call = new ScriptedCall();

    @Test
    void shouldRedeemTheTokenOfTheStream() {
        // When
        call.redeeming();
        // Then
        assertThat(call.all(PlatformCommand.Redeem.class))
                .containsExactly(new PlatformCommand.Redeem("token", "CA1", "MZ1"));
        assertThat(call.effects).contains(new PlatformCommand.Cancel(Timer.START));
    }

    @Test
    void shouldCloseStreamThatDoesNotSayWhoItIsInTime() {
        // When
        call.on(new CallerEvent.Connected(), new PlatformEvent.TimerFired(Timer.START));
        // Then
        assertThat(call.latest())
                .containsExactly(
                        new CallerCommand.Close(CloseCause.START_TOO_LATE),
                        new PlatformCommand.Release());
    }

    @Test
    void shouldCloseStreamOfAnotherFormat() {
        // When
        call.on(new CallerEvent.Connected(), started("audio/x-mulaw", 16000, 1));
        // Then
        assertThat(call.latest()).contains(new CallerCommand.Close(CloseCause.WRONG_FORMAT));
    }

    @Test
    void shouldCloseStreamOfAnotherAccount() {
        // When
        call.on(
                new CallerEvent.Connected(),
                new CallerEvent.Started("MZ1", "AC2", "CA1", "token", "audio/x-mulaw", 8000, 1));
        // Then
        assertThat(call.latest()).contains(new CallerCommand.Close(CloseCause.WRONG_ACCOUNT));
    }

    @Test
    void shouldCloseStreamWithoutToken() {
        // When
        call.on(
                new CallerEvent.Connected(),
                new CallerEvent.Started("MZ1", "AC1", "CA1", null, "audio/x-mulaw", 8000, 1));
        // Then
        assertThat(call.latest()).contains(new CallerCommand.Close(CloseCause.NO_TOKEN));
    }

    @Test
    void shouldCloseStreamWhoseTokenIsRefusedAndTellNothing() {
        // When
        call.redeeming().on(new PlatformEvent.RedemptionFailed(CloseCause.TOKEN_REFUSED));
        // Then
        assertThat(call.latest())
                .containsExactly(
                        new CallerCommand.Close(CloseCause.TOKEN_REFUSED),
                        new PlatformCommand.Release());
        assertThat(call.all(PlatformCommand.TellEnded.class)).isEmpty();
    }

    @Test
    void shouldRefuseSecondStartOnTheSameStream() {
        // When
        call.opening().on(started("audio/x-mulaw", 8000, 1));
        // Then
        assertThat(call.latest()).contains(new CallerCommand.Close(CloseCause.OUT_OF_ORDER));
    }
}
