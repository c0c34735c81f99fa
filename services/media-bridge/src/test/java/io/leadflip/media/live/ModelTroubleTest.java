package io.leadflip.media.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.event.MediaFact.MediaEnded;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What becomes of a call whose voice model is late, lost or not to be had.
@QuarkusTest
@QuarkusTestResource(PeersResource.class)
class ModelTroubleTest extends RunningBridge {
    @Test
    void shouldGiveUpOnModelThatAlwaysClosesRightAfterTheHandshake() throws Exception {
        // Given
        peers.model.closesAtOnce = true;
        // When
        var phone = phone().starts();
        // Then
        until(phone::closed);
        assertThat(peers.model.asked).isEqualTo(6);
        assertThat(turns(told()))
                .containsExactly("PLATFORM: " + peers.opening, "PLATFORM: We are sorry. Goodbye.");
        assertThat(((MediaEnded) told().getLast()).reason()).isEqualTo(MediaEndReason.MODEL_FAILED);
    }

    /// Thread: pipecat-ai/pipecat#5868
    @Test
    void shouldLoseNoCallerAudioWhenModelConnectsLate() throws Exception {
        // Given
        peers.model.connectDelayMs = 800;
        peers.model.replies("Is now a good moment?", 300);
        var phone = phone().starts();
        // When
        for (int frame = 0; frame < 30; frame++) {
            phone.says(frame);
        }
        // Then
        until(() -> peers.model.received("input_audio_buffer.append").size() == 30);
        var heard =
                peers.model.received("input_audio_buffer.append").stream()
                        .map(event -> (int) Base64.getDecoder().decode(event.getString("audio"))[0])
                        .toList();
        assertThat(heard).isEqualTo(IntStream.range(0, 30).boxed().toList());
        phone.hangsUp();
    }

    @Test
    void shouldGoOnInANewSessionWhenTheModelDies() throws Exception {
        // Given
        peers.model.replies("Is now a good moment?", 300);
        var phone = phone().starts();
        until(() -> phone.playedMs() == 700);
        peers.model.replies("Where were we?", 300);
        // When
        peers.model.dies();
        // Then
        until(() -> phone.playedMs() == 1000);
        assertThat(peers.model.received("conversation.item.create"))
                .extracting(event -> event.getJsonObject("item").getString("role"))
                .containsExactly("assistant", "assistant", "system");
        until(() -> turns(told()).contains("AGENT: Where were we?"));
        phone.hangsUp();
    }

    @Test
    void shouldNotTryAgainWhenTheProviderRefusesUs() throws Exception {
        // Given
        peers.model.refusesWith = 401;
        // When
        var phone = phone().starts();
        // Then
        until(phone::closed);
        assertThat(((MediaEnded) told().getLast()).reason()).isEqualTo(MediaEndReason.MODEL_FAILED);
        assertThat(peers.model.asked).isEqualTo(1);
    }

    /// Thread: elevenlabs-docs#519
    @Test
    void shouldSayGoodbyeWhenModelSpeaksAnotherFormat() throws Exception {
        // Given
        peers.model.format = "audio/pcm";
        // When
        var phone = phone().starts();
        // Then
        until(phone::closed);
        assertThat(((MediaEnded) told().getLast()).reason()).isEqualTo(MediaEndReason.MODEL_FAILED);
    }
}
