package io.leadflip.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.media.bridge.PlatformEvent.TimerFired;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What users of other voice bridges ran into, and must not run into here: those reports that no
/// other test of ours is about. The others are cited where they are tested; look for `Thread:`.
class FieldReportsTest {
    private static final int FRAME_MS = 20;

    private final ScriptedCall call = new ScriptedCall();

    @Nested
    class Playback {
        /// Thread: hybridclaw#1458
        @Test
        void shouldPassAudioOnAtOnceAndLeaveThePaceToThePhone() {
            // Given
            call.conversing().on(new ModelEvent.ResponseStarted("r1"));
            // When
            call.on(new ModelEvent.Audio("r1", "i1", "AAAA", 800));
            // Then
            assertThat(call.latest(CallerCommand.Play.class)).hasSize(1);
            assertThat(call.latest(PlatformCommand.Start.class)).isEmpty();
        }

        /// Thread: twilio-samples/speech-assistant-openai-realtime-api-node#33
        @Test
        void shouldStopForACallerWhoSpeaksBeforeAnyMarkWasEchoed() {
            // Given
            call.conversing().on(new ModelEvent.ResponseStarted("r1"));
            call.on(new ModelEvent.Audio("r1", "i1", "AAAA", 800));
            // When
            call.on(new ModelEvent.SpeechStarted("c1", 0));
            // Then
            assertThat(call.latest(CallerCommand.Clear.class)).hasSize(1);
            assertThat(call.latest(ModelCommand.Forget.class))
                    .containsExactly(new ModelCommand.Forget("i1"));
        }

        /// Thread: vellum-ai/vellum-assistant#37061
        @Test
        void shouldClearOnceHoweverOftenTheCallerIsHeardDuringAnInterruption() {
            // Given
            call.conversing().agentSays("r1", "One two three four", 2_000);
            // When
            for (int noise = 0; noise < 5; noise++) {
                call.on(
                        new ModelEvent.SpeechStarted("c" + noise, noise * 100L),
                        new ModelEvent.SpeechStopped("c" + noise, noise * 100L + 50));
            }
            // Then
            assertThat(call.all(CallerCommand.Clear.class)).hasSize(1);
        }
    }

    @Nested
    class Connecting {
        /// Thread: community.openai.com, unanswered outbound calls that still cost
        @Test
        void shouldNotAskForAPaidAnswerBeforeSomebodyHeardTheOpening() {
            // When
            call.opening().modelReady().after(60_000);
            for (int frame = 0; frame < 100; frame++) {
                call.on(new CallerEvent.Audio("AAAA", frame * FRAME_MS));
            }
            // Then
            assertThat(call.all(ModelCommand.Speak.class)).isEmpty();
        }

        /// Thread: community.openai.com, session.update that repeats a long prompt
        @Test
        void shouldConfigureASessionOnce() {
            // When
            call.conversing()
                    .agentSays("r1", "Is now a good moment?", 1_000)
                    .callerSays("c1", "Yes");
            // Then
            assertThat(call.all(ModelCommand.Configure.class)).hasSize(1);
        }
    }

    @Nested
    class Ending {
        /// Thread: langwatch/scenario#990
        @Test
        void shouldNoticeSilenceAlthoughSilentFramesNeverStop() {
            // Given
            call.conversing().agentSays("r1", "Are you there?", 1_000).hearsEverything();
            call.on(new TimerFired(Timer.IDLE)).agentSays("r2", "Hello?", 500).hearsEverything();
            // When
            for (int frame = 0; frame < 400; frame++) {
                call.after(FRAME_MS).on(new CallerEvent.Audio("/////w==", frame * FRAME_MS));
            }
            call.on(new TimerFired(Timer.IDLE));
            // Then
            assertThat(call.session.state()).isEqualTo(new BridgeState.Ending(MediaEndReason.IDLE));
        }

        /// The line is dead and nobody says so: no frame comes any more, the socket stays open.
        /// Thread: livekit/sip#403
        @Test
        void shouldEndACallWhoseMediaStopped() {
            // Given
            call.conversing().agentSays("r1", "Are you there?", 1_000).after(1_000);
            call.hearsEverything().on(new TimerFired(Timer.IDLE));
            call.agentSays("r2", "Hello?", 500);
            // When: the mark of that does not come either
            call.on(new TimerFired(Timer.CALL), new TimerFired(Timer.FAREWELL));
            // Then
            assertThat(call.latest())
                    .contains(new PlatformCommand.HangUp(MediaEndReason.TIME_LIMIT));
        }

        /// Thread: openai/openai-realtime-twilio-demo#6
        @Test
        void shouldKeepTwoCallsApart() {
            // Given
            var other = new ScriptedCall();
            call.conversing().agentSays("r1", "One two three", 2_000);
            // When
            other.conversing().on(new ModelEvent.SpeechStarted("c1", 0));
            other.on(new CallerEvent.Stopped());
            // Then
            assertThat(call.session.state()).isInstanceOf(BridgeState.Conversing.class);
            assertThat(call.all(CallerCommand.Clear.class)).isEmpty();
            assertThat(other.all(CallerCommand.Close.class)).hasSize(1);
        }
    }
}
