package io.leadflip.media.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/// Streams of somebody who holds a good handshake and means no good.
@QuarkusTest
@QuarkusTestResource(PeersResource.class)
class BadStreamTest extends RunningBridge {
    @Test
    void shouldCloseOnAudioThatIsNoBase64() throws Exception {
        // Given
        var phone = phone().starts();
        until(() -> phone.playedMs() == 400);
        // When
        phone.sendsMedia(phone.streamSid, "=A=B");
        // Then
        until(phone::closed);
        assertThat(phone.closeStatus()).isEqualTo(1007);
    }

    @Test
    void shouldCloseOnAudioOfAnotherStream() throws Exception {
        // Given
        var phone = phone().starts();
        until(() -> phone.playedMs() == 400);
        phone.says(1);
        until(() -> peers.model.received("input_audio_buffer.append").size() == 1);
        // When
        phone.sendsMedia("MZ00000000000000000000000000000000", "AAAA");
        // Then
        until(phone::closed);
        assertThat(phone.closeStatus()).isEqualTo(1008);
        assertThat(peers.model.received("input_audio_buffer.append")).hasSize(1);
    }

    @Test
    void shouldCloseOnAudioThatIsLongerThanAnyFrame() throws Exception {
        // Given
        var phone = phone().starts();
        until(() -> phone.playedMs() == 400);
        // When
        phone.sendsMedia(phone.streamSid, "AAAA".repeat(1_025));
        // Then
        until(phone::closed);
        assertThat(phone.closeStatus()).isEqualTo(1009);
    }

    @Test
    void shouldCloseOnAMessageOfUnreasonableSize() throws Exception {
        // Given
        var phone = phone().starts();
        until(() -> phone.playedMs() == 400);
        // When
        phone.sendsMedia(phone.streamSid, "AAAA".repeat(100_000));
        // Then
        until(phone::closed);
    }

    @Test
    void shouldRefuseTheStreamThatStartsTwice() throws Exception {
        // Given
        var phone = phone().starts();
        until(() -> phone.playedMs() == 400);
        // When
        phone.starts();
        // Then
        until(phone::closed);
        assertThat(phone.closeStatus()).isEqualTo(1002);
        assertThat(peers.asked("/redemptions")).hasSize(1);
    }

    /// The orchestrator says which token is for which call, and that it was used: a second socket
    /// with the same one gets its own answer.
    @Test
    void shouldAskForEachStreamWhetherItsTokenIsGood() throws Exception {
        // Given
        var first = phone().starts();
        until(() -> first.playedMs() == 400);
        peers.redemptionStatus = 409;
        // When
        var second = phone().starts();
        // Then
        until(second::closed);
        assertThat(second.closeStatus()).isEqualTo(1008);
        assertThat(second.count("media")).isZero();
        assertThat(first.closed()).isFalse();
        assertThat(peers.asked("/redemptions"))
                .extracting(asked -> asked.body().getString("callSid"))
                .containsExactly(first.callSid, second.callSid);
        first.hangsUp();
    }
}
