package io.leadflip.media.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.value.Speaker;
import io.leadflip.media.bridge.ModelCommand;
import io.leadflip.media.bridge.ModelEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What the bridge may expect of a session with any voice model: how it begins, breaks and ends.
abstract class VoiceModelSessionContract extends VoiceModelRig {
    @Test
    void shouldConfirmTelephoneAudioBothWays() {
        // When
        connect();
        // Then
        until(() -> !all(ModelEvent.Configured.class).isEmpty());
        assertThat(events.getFirst()).isEqualTo(new ModelEvent.Opened());
        assertThat(all(ModelEvent.Configured.class)).containsOnly(new ModelEvent.Configured(true));
    }

    @Test
    void shouldTellWhenProviderSpeaksAnotherFormat() {
        // Given
        sandbox.faults().wrongFormatNext();
        // When
        connect();
        // Then
        until(() -> all(ModelEvent.Configured.class).contains(new ModelEvent.Configured(false)));
    }

    @Test
    void shouldTellOnceThatTheSessionWasLost() {
        // Given
        sandbox.faults().closeNextAfter(3);
        // When
        connect();
        keepTalking();
        // Then
        until(() -> !all(ModelEvent.Lost.class).isEmpty());
        until(() -> sandbox.liveSessions() == 0);
        assertThat(all(ModelEvent.Lost.class)).hasSize(1);
        assertThat(events.getLast()).isEqualTo(new ModelEvent.Lost());
    }

    @Test
    void shouldTellThatTheSessionExpired() {
        // Given
        sandbox.faults().sessionCap(Duration.ofMillis(700));
        // When
        connect();
        // Then
        until(() -> !all(ModelEvent.Lost.class).isEmpty());
        until(() -> sandbox.liveSessions() == 0);
    }

    @Test
    void shouldTellThatProviderRefuses() {
        // Given
        sandbox.faults().refuseNext(1, 503, "server_error");
        // When
        connect();
        // Then
        until(() -> events.equals(List.of(new ModelEvent.Lost())));
    }

    @Test
    void shouldTellWhenAnotherTryWouldBeRefusedToo() {
        // Given
        sandbox.faults().refuseNext(1, 401, "invalid_api_key");
        // When
        connect();
        // Then
        until(() -> !all(ModelEvent.Refused.class).isEmpty());
    }

    @Test
    void shouldGoOnWhereAnEarlierSessionStood() {
        // Given
        ready();
        // When
        send(new ModelCommand.Remember(Speaker.AGENT, "Would Tuesday at ten work for you?"));
        send(new ModelCommand.Tell("This is the same phone call. Go on where it stood."));
        send(new ModelCommand.Speak("speak-1", null));
        // Then
        until(() -> !ended().isEmpty());
        until(() -> saidByAgent().contains("work for you"));
    }

    @Test
    void shouldTellThatNobodyIsThere() throws Exception {
        // Given
        server.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        // When
        connect();
        // Then
        until(() -> events.equals(List.of(new ModelEvent.Lost())));
    }

    @Test
    void shouldTellNothingAfterItWasClosedAndLeaveNothingOpen() {
        // Given
        ready();
        send(new ModelCommand.Speak("speak-1", null));
        until(() -> spokenMs() > 0);
        // When
        context.runOnContext(
                nothing -> {
                    line.close();
                    events.clear();
                });
        // Then
        until(() -> sandbox.liveSessions() == 0);
        assertThat(events).isEmpty();
    }

    @Test
    void shouldCloseWhatIsStillConnecting() {
        // Given
        sandbox.faults().connectDelay(Duration.ofMillis(300));
        // When
        connect();
        context.runOnContext(nothing -> line.close());
        // Then
        until(() -> sandbox.liveSessions() == 0);
        assertThat(events).isEmpty();
    }
}
