package io.leadflip.sandbox.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.sandbox.caller.Callee;
import io.leadflip.sandbox.caller.Persona;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PhoneLineTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /// On a clock of which a whole sentence is over before the line comes to its next frame.
    @Test
    void shouldSayThatAudioWasPlayedOnlyWhenAllOfItWasHeard() throws Exception {
        // Given
        var recording = new CallRecording();
        var line =
                new PhoneLine(
                        vertx.getOrCreateContext(),
                        new SandboxClock(3000),
                        Callee.of(Persona.usual(), (text, voice) -> Rig.loud(300)),
                        recording,
                        () -> {});
        var sentence = Rig.loud(2345);
        var playout = new Playout();
        playout.add(sentence);
        var heard = new CompletableFuture<byte[]>();
        // When
        line.play(playout, () -> heard.complete(recording.agent()));
        line.open();
        // Then
        assertThat(heard.get(10, TimeUnit.SECONDS)).containsSequence(sentence);
        line.close();
    }
}
