package io.leadflip.media.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.MediaFact;
import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.event.MediaFact.MediaEnded;
import io.leadflip.contracts.event.MediaFact.MediaStarted;
import io.leadflip.contracts.event.MediaFact.MediaTurn;
import io.leadflip.contracts.value.Speaker;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whole calls.
@QuarkusTest
@QuarkusTestResource(PeersResource.class)
class MediaBridgeTest extends RunningBridge {
    @Inject Vertx vertx;

    @Test
    void shouldCarryACallFromOpeningToGoodbye() throws Exception {
        // Given
        peers.model
                .replies("Is now a good moment to talk about a leaking tap?", 900)
                .calls("Perfect, goodbye.", 500, "end_call", "{\"reason\":\"completed\"}");
        var phone = phone().starts();
        until(() -> phone.playedMs() == 400 + 900);
        for (int frame = 0; frame < 10; frame++) {
            phone.says(frame);
        }
        until(() -> peers.model.received("input_audio_buffer.append").size() == 10);
        // When
        peers.model.detectsSpeech("caller_1");
        peers.model.understands("caller_1", "Yes, go ahead.");
        // Then
        until(phone::closed);
        assertThat(phone.closeStatus()).isEqualTo(1000);
        assertThat(phone.playedMs()).isEqualTo(400 + 900 + 500);
        assertThat(peers.asked("/hang-ups")).hasSize(1);
        var told = told();
        assertThat(told.getFirst()).isInstanceOf(MediaStarted.class);
        assertThat(turns(told))
                .containsExactly(
                        "PLATFORM: This is the AI assistant of LeadFlip, calling for Able Plumbing.",
                        "AGENT: Is now a good moment to talk about a leaking tap?",
                        "CALLER: Yes, go ahead.",
                        "AGENT: Perfect, goodbye.");
        var end = (MediaEnded) told.getLast();
        assertThat(end.reason()).isEqualTo(MediaEndReason.AGENT_ENDED);
        assertThat(end.usage().outputAudio()).isEqualTo(60);
        assertThat(told)
                .extracting(MediaFact::number)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, told.size()).boxed().toList());
    }

    @Test
    void shouldTellOfAYesToARecordingAndOfANo() throws Exception {
        // Given
        peers.asksToRecord = true;
        peers.model
                .replies("Is now a good moment to talk about a leaking tap?", 300)
                .calls("Of course.", 100, "stop_recording", "{}")
                .replies("It is stopped.", 100);
        var phone = phone().starts();
        until(() -> phone.playedMs() == 400 + 300);
        assertThat(peers.model.received("session.update").getFirst().encode())
                .contains("allow_recording", "stop_recording");
        // When
        phone.presses("1");
        // Then
        until(() -> peers.asked("/recording").size() == 1);
        var yes = peers.asked("/recording").getFirst().body();
        assertThat(yes.getString("heardBy")).isEqualTo("key");
        assertThat(yes.getLong("affirmedMs")).isGreaterThanOrEqualTo(yes.getLong("noticeHeardMs"));
        // When
        peers.model.detectsSpeech("caller_1");
        peers.model.understands("caller_1", "No, stop recording.");
        // Then
        until(() -> peers.asked("/recording/stop").size() == 1);
        until(() -> phone.playedMs() == 400 + 300 + 100 + 100);
    }

    /// Thread: cloudflare/agents#2261 Thread: cloudflare/agents#2270
    @Test
    void shouldTruncateAtWhatWasHeardWhenCallerInterrupts() throws Exception {
        // Given
        peers.model.replies("One two three four five six seven eight nine ten", 4_000);
        var phone = phone().holdsBack().starts();
        until(() -> phone.unplayed() >= 1);
        phone.echoAll();
        until(() -> phone.playedMs() == 4_400);
        phone.plays(4);
        // Echoes and the model's word come over two sockets: what follows the echoes has arrived.
        phone.says(1);
        until(() -> peers.model.received("input_audio_buffer.append").size() == 1);
        // When
        peers.model.detectsSpeech("caller_1");
        // Then
        until(() -> phone.count("clear") == 1);
        until(() -> peers.model.received("conversation.item.truncate").size() == 1);
        var heard =
                peers.model
                        .received("conversation.item.truncate")
                        .getFirst()
                        .getLong("audio_end_ms");
        assertThat(heard).isBetween(1_600L, 2_200L);
        phone.hangsUp();
        until(() -> told().size() >= 4);
        var cut =
                told().stream()
                        .filter(MediaTurn.class::isInstance)
                        .map(MediaTurn.class::cast)
                        .filter(turn -> turn.speaker() == Speaker.AGENT)
                        .findFirst()
                        .orElseThrow();
        assertThat(cut.interrupted()).isTrue();
        assertThat("One two three four five six seven eight nine ten")
                .startsWith(Told.open(cut.sealedText()));
    }

    @Test
    void shouldCommitOptOutByVoiceBeforeConfirmingIt() throws Exception {
        // Given
        peers.model.calls("", 0, "opt_out", "{}");
        // When
        var phone = phone().starts();
        // Then
        until(phone::closed);
        assertThat(peers.asked("/opt-outs").getFirst().body().getString("heardBy"))
                .isEqualTo("voice");
        assertThat(turns(told())).endsWith("PLATFORM: You will not be called again. Goodbye.");
        assertThat(((MediaEnded) told().getLast()).reason()).isEqualTo(MediaEndReason.OPTED_OUT);
    }

    @Test
    void shouldCommitOptOutByKeyNine() throws Exception {
        // Given
        var phone = phone().holdsBack().starts();
        until(() -> phone.count("media") > 0);
        // When
        phone.presses("9");
        // Then
        until(() -> peers.asked("/opt-outs").size() == 1);
        assertThat(peers.asked("/opt-outs").getFirst().body().getString("heardBy"))
                .isEqualTo("key");
        until(() -> phone.playedMs() == 400 + 200);
        phone.echoAll();
        until(phone::closed);
        assertThat(turns(told())).endsWith("PLATFORM: You will not be called again. Goodbye.");
        assertThat(((MediaEnded) told().getLast()).reason()).isEqualTo(MediaEndReason.OPTED_OUT);
    }

    @ParameterizedTest
    @CsvSource({"503, 3", "403, 1", "404, 1"})
    void shouldCommitOptOutThatOrchestratorDidNotTakeAtFirst(int status, int refusals)
            throws Exception {
        // Given
        peers.optOutStatus = status;
        var phone = phone().starts();
        until(() -> phone.count("media") > 0);
        phone.presses("9");
        until(phone::closed);
        assertThat(turns(told())).endsWith("PLATFORM: Thank you. Goodbye.");
        assertThat(orchestrator.wishesWaiting()).isEqualTo(1);
        // When
        peers.optOutStatus = 204;
        // Then
        until(() -> orchestrator.wishesWaiting() == 0);
        assertThat(peers.asked("/opt-outs")).hasSizeGreaterThan(refusals);
    }

    /// A process that ends meanwhile waits for it.
    @Test
    void shouldAskOnForTheEndOfARecordingThatOrchestratorDidNotTakeAtFirst() {
        // Given
        peers.recordingStopStatus = 503;
        orchestrator.stopRecording(peers.attemptId);
        until(() -> peers.asked("/recording/stop").size() >= 3);
        assertThat(orchestrator.wishesWaiting()).isEqualTo(1);
        // When
        peers.recordingStopStatus = 204;
        // Then
        until(() -> orchestrator.wishesWaiting() == 0);
    }

    @Test
    void shouldTellOneTraceForTheWholeCall() throws Exception {
        // Given
        var phone = phone().starts();
        until(() -> phone.playedMs() == 400);
        // When
        phone.hangsUp();
        // Then
        until(() -> calls.active() == 0);
        told();
        assertThat(Told.events(redis, facts, peers.leadId, peers.attemptId))
                .hasSizeGreaterThan(1)
                .extracting(Event::traceparent)
                .allMatch(
                        parent ->
                                parent != null
                                        && parent.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]"))
                .containsOnly(
                        Told.events(redis, facts, peers.leadId, peers.attemptId)
                                .getFirst()
                                .traceparent());
    }

    /// Nothing of a call waits for another loop, or has to be kept from one.
    ///
    /// Thread: pipecat-ai/pipecat#764 Thread: pipecat-ai/pipecat#3378
    @Test
    void shouldServeBothSocketsOfACallOnOneEventLoop() throws Exception {
        for (int call = 1; call <= calls.limit(); call++) {
            // Given
            int sessions = call;
            var phone = phone().starts();
            // When
            until(() -> peers.model.open() == sessions);
            // Then
            assertThat(loopOf(phone.port(), port))
                    .isSameAs(loopOf(peers.port(), peers.model.port()));
        }
    }

    private EventExecutor loopOf(int remote, int local) throws Exception {
        for (var loop : ((VertxInternal) vertx).getEventLoopGroup()) {
            var channels = (SingleThreadEventLoop) loop;
            if (loop.submit(() -> serves(channels, remote, local)).get(5, TimeUnit.SECONDS)) {
                return loop;
            }
        }
        throw new AssertionError("No event loop serves the socket " + local + " to " + remote);
    }

    private static boolean serves(SingleThreadEventLoop loop, int remote, int local) {
        var channels = loop.registeredChannelsIterator();
        while (channels.hasNext()) {
            var channel = channels.next();
            if (channel.remoteAddress() instanceof InetSocketAddress there
                    && there.getPort() == remote
                    && channel.localAddress() instanceof InetSocketAddress here
                    && here.getPort() == local) {
                return true;
            }
        }
        return false;
    }

    @Test
    void shouldLeaveAMessageWhenTheProviderSaysThatAMachineRecords() throws Exception {
        // Given
        peers.answeredBy = "machine_end_beep";
        // When
        var phone = phone().starts();
        // Then
        until(phone::closed);
        assertThat(turns(told())).endsWith("PLATFORM: A message from LeadFlip.");
        assertThat(((MediaEnded) told().getLast()).reason()).isEqualTo(MediaEndReason.VOICEMAIL);
        assertThat(peers.asked("/hang-ups").getFirst().body().getString("reason"))
                .isEqualTo("VOICEMAIL");
    }
}
