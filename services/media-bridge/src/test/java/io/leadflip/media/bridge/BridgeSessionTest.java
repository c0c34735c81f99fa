package io.leadflip.media.bridge;

import static io.leadflip.media.bridge.ScriptedCall.done;
import static io.leadflip.media.bridge.ScriptedCall.ended;
import static io.leadflip.media.bridge.ScriptedCall.speech;
import static io.leadflip.media.bridge.ScriptedCall.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.event.MediaFact.ModelUsage;
import io.leadflip.contracts.value.Speaker;
import io.leadflip.media.bridge.ModelEvent.Result;
import io.leadflip.media.bridge.PlatformCommand.HeardBy;
import io.leadflip.media.bridge.PlatformCommand.TellTurn;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BridgeSessionTest {
    private final ScriptedCall call = new ScriptedCall();

    private static CallerEvent frame(int number) {
        return new CallerEvent.Audio("frame" + number, number * 20L);
    }

    @Nested
    class Beginning {
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
                    new CallerEvent.Started(
                            "MZ1", "AC2", "CA1", "token", "audio/x-mulaw", 8000, 1));
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

    /// First words missed, greeting late, media read late.
    @Nested
    class FirstWords {
        /// Thread: pipecat-ai/pipecat#5100 Thread: openclaw/openclaw#85847
        @Test
        void shouldSpeakOpeningWhileModelConnectsBehindIt() {
            // When
            call.opening();
            // Then
            assertThat(call.effects).contains(new ModelCommand.Connect());
            assertThat(call.all(CallerCommand.Play.class)).hasSize(6);
            assertThat(call.all(ModelCommand.Speak.class)).isEmpty();
        }

        /// Thread: livekit/agents#1539
        @Test
        void shouldNotLoseCallerAudioThatCameBeforeTheModelListened() {
            // Given
            call.redeeming()
                    .on(
                            IntStream.range(0, 40)
                                    .mapToObj(BridgeSessionTest::frame)
                                    .toArray(BridgeEvent[]::new));
            call.on(new PlatformEvent.Redeemed(ScriptedCall.BRIEF));
            // When
            call.modelReady();
            // Then
            assertThat(call.all(ModelCommand.Hear.class))
                    .hasSize(40)
                    .startsWith(new ModelCommand.Hear("frame0"))
                    .endsWith(new ModelCommand.Hear("frame39"));
        }

        @Test
        void shouldDropOldestCallerAudioWhenModelIsTooLate() {
            // Given
            call.redeeming()
                    .on(
                            IntStream.range(0, 260)
                                    .mapToObj(BridgeSessionTest::frame)
                                    .toArray(BridgeEvent[]::new));
            call.on(new PlatformEvent.Redeemed(ScriptedCall.BRIEF));
            // When
            call.modelReady();
            // Then
            assertThat(call.all(ModelCommand.Hear.class))
                    .hasSize(250)
                    .startsWith(new ModelCommand.Hear("frame10"));
            assertThat(call.all(PlatformCommand.Measure.class))
                    .filteredOn(
                            measure ->
                                    measure.measurement() == PlatformCommand.Measurement.RING_DROP)
                    .hasSize(10);
        }

        /// Thread: twilio-samples/speech-assistant-openai-realtime-api-python#9
        @Test
        void shouldGiveModelTheFloorOnlyAfterOpeningWasHeard() {
            // Given
            call.opening().modelReady();
            assertThat(call.all(ModelCommand.Speak.class)).isEmpty();
            // When
            call.after(3_000).hearsEverything();
            // Then
            assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
            assertThat(call.session.state()).isInstanceOf(BridgeState.Conversing.class);
        }

        @Test
        void shouldGiveModelTheFloorOnlyAfterItConfirmedTelephoneAudio() {
            // Given
            call.opening().after(3_000).hearsEverything();
            assertThat(call.all(ModelCommand.Speak.class)).isEmpty();
            // When
            call.modelReady();
            // Then
            assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
        }

        @Test
        void shouldNotLetCallerInterruptTheOpening() {
            // Given
            call.opening().modelReady().after(500);
            // When
            call.on(new ModelEvent.SpeechStarted("c1", 300));
            // Then
            assertThat(call.all(CallerCommand.Clear.class)).isEmpty();
        }

        @Test
        void shouldWaitForCallerWhoSpeaksWhenOpeningEnds() {
            // Given
            call.opening()
                    .modelReady()
                    .on(new ModelEvent.SpeechStarted("c1", 2_900))
                    .after(3_000)
                    .hearsEverything();
            assertThat(call.all(ModelCommand.Speak.class)).isEmpty();
            // When
            call.on(
                    new ModelEvent.SpeechStopped("c1", 3_900),
                    new ModelEvent.TurnTaken("c1"),
                    new ModelEvent.CallerSaid("c1", "Hello?"));
            // Then
            assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
        }

        @Test
        void shouldLeaveTheLineToItsProviderWhenOpeningCannotBeSpoken() {
            // Given
            call.redeeming().on(new PlatformEvent.Redeemed(ScriptedCall.BRIEF));
            // When
            call.on(new PlatformEvent.SpeechFailed(Utterance.OPENING));
            // Then
            assertThat(call.latest())
                    .contains(new CallerCommand.Close(CloseCause.PLATFORM_UNAVAILABLE));
            assertThat(call.all(PlatformCommand.HangUp.class)).isEmpty();
            assertThat(call.latest(PlatformCommand.TellEnded.class))
                    .extracting(PlatformCommand.TellEnded::reason)
                    .containsExactly(MediaEndReason.PLATFORM_FAILED);
        }

        @Test
        void shouldLeaveTheLineToItsProviderWhenTheApologyCannotBeSpoken() {
            // Given
            call.redeeming()
                    .on(
                            new PlatformEvent.Redeemed(ScriptedCall.BRIEF),
                            new PlatformEvent.SpeechFailed(Utterance.APOLOGY),
                            speech(Utterance.OPENING, 3_000));
            // When
            call.on(new ModelEvent.Refused("insufficient_quota"));
            // Then
            assertThat(call.latest())
                    .contains(new CallerCommand.Close(CloseCause.PLATFORM_UNAVAILABLE));
            assertThat(call.all(PlatformCommand.HangUp.class)).isEmpty();
        }

        @Test
        void shouldFailModelThatRefusesItsConfiguration() {
            // Given
            call.opening().on(new ModelEvent.Opened());
            // When
            call.on(new ModelEvent.Complaint("invalid_value"));
            // Then
            assertThat(call.session.state())
                    .isEqualTo(new BridgeState.Ending(MediaEndReason.MODEL_FAILED));
        }

        /// The provider accepts the configuration and answers another format. Thread:
        /// openai/openai-agents-js#170 Thread: openai/openai-agents-js#317
        @Test
        void shouldFailModelThatConfirmsAnotherFormat() {
            // Given
            call.opening();
            // When
            call.on(new ModelEvent.Opened(), new ModelEvent.Configured(false));
            // Then
            assertThat(call.latest()).contains(new ModelCommand.Close());
            assertThat(call.session.state())
                    .isEqualTo(new BridgeState.Ending(MediaEndReason.MODEL_FAILED));
        }
    }

    /// Playback, barge-in, truncation.
    @Nested
    class Interruption {
        /// Thread: twilio-samples/speech-assistant-openai-realtime-api-node#9
        @Test
        void shouldClearAndTruncateAtWhatWasHeard() {
            // Given
            call.conversing().agentSays("r1", "One two three four", 4_000);
            var firstMark =
                    call.all(CallerCommand.Mark.class).stream()
                            .filter(m -> m.name().startsWith("g0"))
                            .toList();
            call.after(1_000)
                    .on(new CallerEvent.MarkEchoed(firstMark.get(firstMark.size() - 7).name()));
            // When
            call.after(200).on(new ModelEvent.SpeechStarted("c1", 5_000));
            // Then
            assertThat(call.latest().getFirst()).isEqualTo(new CallerCommand.Clear());
            assertThat(call.latest(ModelCommand.Truncate.class)).hasSize(1);
            var heard = call.latest(ModelCommand.Truncate.class).getFirst().heardMs();
            assertThat(heard).isBetween(600L, 1_300L);
        }

        /// Thread: openai/openai-agents-js#1184 Thread: openai/openai-agents-js#1608
        @Test
        void shouldTellOnlyTheWordsThatWereHeard() {
            // Given
            call.conversing().agentSays("r1", "One two three four", 4_000).after(100);
            var marks = call.all(CallerCommand.Mark.class);
            call.after(2_000).on(new CallerEvent.MarkEchoed(marks.get(marks.size() - 5).name()));
            // When
            call.on(new ModelEvent.SpeechStarted("c1", 5_000));
            // Then
            var turn = call.latest(TellTurn.class).getFirst();
            assertThat(turn.interrupted()).isTrue();
            assertThat("One two three four").startsWith(turn.text());
            assertThat(turn.text()).isNotEqualTo("One two three four").isNotEmpty();
        }

        /// Thread: livekit/agents#6158 Thread: livekit/agents#6249
        @Test
        void shouldForgetItemOfWhichNothingWasHeard() {
            // Given
            call.conversing().agentSays("r1", "One two", 2_000);
            // When
            call.on(new ModelEvent.SpeechStarted("c1", 5_000));
            // Then
            assertThat(call.latest()).contains(new ModelCommand.Forget("item-r1"));
            assertThat(call.latest(TellTurn.class)).isEmpty();
        }

        @Test
        void shouldStillClearWhenModelHasSentEverything() {
            // Given
            call.conversing().agentSays("r1", "One two", 2_000).after(500);
            // When
            call.on(new ModelEvent.SpeechStarted("c1", 5_000));
            // Then
            assertThat(call.latest()).contains(new CallerCommand.Clear());
        }

        @Test
        void shouldNotClearWhenNothingIsPlaying() {
            // Given
            call.conversing().agentSays("r1", "One two", 2_000).after(2_000).hearsEverything();
            // When
            call.on(new ModelEvent.SpeechStarted("c1", 5_000));
            // Then
            assertThat(call.latest()).doesNotContain(new CallerCommand.Clear());
        }

        @Test
        void shouldDropLateAudioOfInterruptedResponse() {
            // Given
            call.conversing()
                    .on(
                            new ModelEvent.ResponseStarted("r1"),
                            new ModelEvent.Audio("r1", "i1", "AAAA", 800));
            call.after(50).on(new ModelEvent.SpeechStarted("c1", 5_000));
            // When
            call.on(new ModelEvent.Audio("r1", "i1", "BBBB", 800));
            // Then
            assertThat(call.latest(CallerCommand.Play.class)).isEmpty();
        }

        @Test
        void shouldIgnoreEchoesOfClearedAudio() {
            // Given
            call.conversing().agentSays("r1", "One two", 2_000);
            var dead = call.all(CallerCommand.Mark.class).getLast();
            call.after(500).on(new ModelEvent.SpeechStarted("c1", 5_000));
            call.on(new ModelEvent.SpeechStopped("c1", 5_500), new ModelEvent.TurnTaken("c1"));
            call.agentSays("r2", "Three four", 2_000);
            // When
            call.on(new CallerEvent.MarkEchoed(dead.name()));
            // Then
            assertThat(call.latest(TellTurn.class)).isEmpty();
        }

        /// Thread: livekit/agents#6244
        @Test
        void shouldCancelResponseThatCallerOvertook() {
            // Given
            call.conversing().on(new ModelEvent.SpeechStarted("c1", 5_000));
            // When
            call.on(new ModelEvent.ResponseStarted("r1"));
            // Then
            assertThat(call.latest()).contains(new ModelCommand.Cancel());
        }
    }

    /// Model session and responses.
    @Nested
    class Responses {
        /// Thread: openai/openai-agents-python#1466
        @Test
        void shouldAskForOneResponseAtATime() {
            // Given
            call.conversing().on(new ModelEvent.ResponseStarted("r1"));
            // When
            call.on(new ModelEvent.TurnTaken("c1"));
            // Then
            assertThat(call.latest(ModelCommand.Speak.class)).isEmpty();
            call.on(done("r1"));
            assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
        }

        /// Thread: livekit/agents#6817 Thread: livekit/agents#6818
        @Test
        void shouldAskAgainAfterTheResponseThatWasInTheWay() {
            // Given
            call.conversing();
            var request = call.all(ModelCommand.Speak.class).getLast();
            // When
            call.on(new ModelEvent.AlreadySpeaking(request.id()), done("r0"));
            // Then
            assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
        }

        @Test
        void shouldTellTurnsOfBothSidesInOrder() {
            // Given
            call.conversing()
                    .agentSays("r1", "Is it a good moment?", 2_000)
                    .after(2_000)
                    .hearsEverything();
            // When
            call.callerSays("c1", "Yes, it is.");
            // Then
            assertThat(call.all(TellTurn.class))
                    .extracting(TellTurn::speaker)
                    .containsExactly(Speaker.PLATFORM, Speaker.AGENT, Speaker.CALLER);
            assertThat(call.all(TellTurn.class))
                    .extracting(TellTurn::number)
                    .containsExactly(2, 3, 4);
        }

        @Test
        void shouldSpeakTheOpeningBeforeTheApologyWhenModelIsRefusedFirst() {
            // Given
            call.redeeming().on(new PlatformEvent.Redeemed(ScriptedCall.BRIEF));
            call.on(speech(Utterance.APOLOGY, 1_000), new ModelEvent.Refused("insufficient_quota"));
            assertThat(call.all(CallerCommand.Play.class)).isEmpty();
            // When
            call.on(speech(Utterance.OPENING, 3_000)).after(4_000).hearsEverything();
            // Then
            assertThat(call.all(TellTurn.class))
                    .extracting(TellTurn::text)
                    .containsExactly(
                            ScriptedCall.BRIEF.opening(), ScriptedCall.BRIEF.standby().apology());
            assertThat(call.latest())
                    .contains(new PlatformCommand.HangUp(MediaEndReason.MODEL_FAILED));
        }

        /// A complaint about our wish, a hanging model, a dead connection: all look like this.
        /// Thread: openclaw/openclaw#75197
        @Test
        void shouldReplaceModelThatNeverAnswers() {
            // Given
            call.conversing();
            assertThat(call.latest())
                    .contains(
                            new PlatformCommand.Start(
                                    Timer.ANSWER, ScriptedCall.RULES.answerWithin()));
            // When
            call.on(new PlatformEvent.TimerFired(Timer.ANSWER));
            // Then
            assertThat(call.latest()).contains(new ModelCommand.Close());
            assertThat(call.session.state()).isInstanceOf(BridgeState.Conversing.class);
        }

        @Test
        void shouldNotGiveUpOnModelThatIsHeard() {
            // Given
            call.conversing();
            // When
            call.on(
                    new ModelEvent.ResponseStarted("r1"),
                    new ModelEvent.Audio("r1", "i1", "AAAA", 8_000));
            // Then
            assertThat(call.latest()).contains(new PlatformCommand.Cancel(Timer.ANSWER));
        }

        /// Thread: openai/openai-agents-js#1022 Thread:
        /// twilio-samples/speech-assistant-openai-realtime-api-python#7
        @Test
        void shouldTryOnceMoreWhenResponseFailed() {
            // Given
            call.conversing().on(new ModelEvent.ResponseStarted("r1"));
            // When
            call.on(ended("r1", Result.FAILED));
            // Then
            assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
        }

        @Test
        void shouldReplaceModelWhoseResponsesKeepFailing() {
            // Given
            call.conversing().on(new ModelEvent.ResponseStarted("r1"), ended("r1", Result.FAILED));
            // When
            call.on(new ModelEvent.ResponseStarted("r2"), ended("r2", Result.FAILED));
            // Then
            assertThat(call.latest()).contains(new ModelCommand.Close());
            assertThat(call.session.state()).isInstanceOf(BridgeState.Conversing.class);
        }

        @Test
        void shouldCancelResponseThatNeverEnds() {
            // Given
            call.conversing().on(new ModelEvent.ResponseStarted("r1"));
            // When
            for (int second = 0; second <= 61; second++) {
                call.on(new ModelEvent.Audio("r1", "i1", "AAAA", 8_000));
            }
            // Then
            assertThat(call.all(ModelCommand.Cancel.class)).hasSize(1);
        }

        @Test
        void shouldApologizeAndHangUpWhenModelIsRefused() {
            // Given
            call.conversing();
            // When
            call.on(new ModelEvent.Refused("insufficient_quota"));
            // Then
            assertThat(call.latest(CallerCommand.Play.class)).isNotEmpty();
            call.after(1_000).hearsEverything();
            assertThat(call.latest())
                    .contains(new PlatformCommand.HangUp(MediaEndReason.MODEL_FAILED));
        }
    }

    @Nested
    class Tools {
        @Test
        void shouldGiveFloorOnceAfterAllFunctionsAreAnswered() {
            // Given
            call.conversing()
                    .on(
                            new ModelEvent.ResponseStarted("r1"),
                            new ModelEvent.ToolCalled(
                                    "r1",
                                    "t1",
                                    "book_appointment",
                                    "{\"start\":\"2026-11-25T14:00\",\"note\":\"n\"}"),
                            new ModelEvent.ToolCalled(
                                    "r1",
                                    "t2",
                                    "record_outcome",
                                    "{\"outcome\":\"GOAL_ACHIEVED\"}"),
                            done("r1"));
            assertThat(call.latest(ModelCommand.Speak.class)).isEmpty();
            // When
            call.on(new PlatformEvent.AppointmentNoted("t1", true));
            // Then
            assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
            assertThat(call.all(ModelCommand.AnswerTool.class))
                    .extracting(ModelCommand.AnswerTool::call)
                    .containsExactly("t2", "t1");
        }

        @Test
        void shouldTellModelWhatIsWrongWithItsArguments() {
            // Given
            call.conversing().on(new ModelEvent.ResponseStarted("r1"));
            // When
            call.on(
                    new ModelEvent.ToolCalled(
                            "r1", "t1", "book_appointment", "{\"start\":\"next week\"}"));
            // Then
            assertThat(call.latest(ModelCommand.AnswerTool.class).getFirst().output())
                    .contains("error");
            assertThat(call.all(PlatformCommand.NoteAppointment.class)).isEmpty();
        }

        /// Thread: pipecat-ai/pipecat#482 Thread: pipecat-ai/pipecat#728
        @Test
        void shouldHangUpOnlyAfterTheGoodbyeWasHeard() {
            // Given
            call.conversing()
                    .on(
                            new ModelEvent.ResponseStarted("r1"),
                            new ModelEvent.WordsDone("i1", "Goodbye."),
                            new ModelEvent.Audio("r1", "i1", "AAAA", 8_000),
                            new ModelEvent.AudioDone("r1", "i1"),
                            new ModelEvent.ToolCalled(
                                    "r1", "t1", "end_call", "{\"reason\":\"completed\"}"),
                            done("r1"));
            assertThat(call.all(PlatformCommand.HangUp.class)).isEmpty();
            // When
            call.after(1_000).hearsEverything();
            // Then
            assertThat(call.latest())
                    .contains(new PlatformCommand.HangUp(MediaEndReason.AGENT_ENDED));
        }

        @Test
        void shouldSayGoodbyeItselfWhenAgentJustHangsUp() {
            // Given
            call.conversing();
            // When
            call.on(
                    new ModelEvent.ResponseStarted("r1"),
                    new ModelEvent.ToolCalled("r1", "t1", "end_call", "{}"),
                    done("r1"));
            // Then
            assertThat(call.latest(CallerCommand.Play.class)).isNotEmpty();
            assertThat(call.all(PlatformCommand.HangUp.class)).isEmpty();
        }

        /// Thread: openclaw/openclaw#10950
        @Test
        void shouldHangUpWhenGoodbyeIsNeverConfirmed() {
            // Given
            call.conversing().on(new ModelEvent.Refused("insufficient_quota"));
            // When
            call.on(new PlatformEvent.TimerFired(Timer.FAREWELL));
            // Then
            assertThat(call.latest())
                    .contains(new PlatformCommand.HangUp(MediaEndReason.MODEL_FAILED));
        }
    }

    @Nested
    class OptOut {
        @Test
        void shouldCommitOptOutBeforeConfirmingItAloud() {
            // Given
            call.conversing().agentSays("r1", "Is it a good moment?", 2_000).after(300);
            call.on(new ModelEvent.ResponseStarted("r2"));
            // When
            call.on(new ModelEvent.ToolCalled("r2", "t1", "opt_out", "{}"));
            // Then
            assertThat(call.latest())
                    .contains(
                            new CallerCommand.Clear(),
                            new PlatformCommand.CommitOptOut(HeardBy.VOICE));
            assertThat(call.latest(CallerCommand.Play.class)).isEmpty();
            call.on(new PlatformEvent.OptOutCommitted());
            assertThat(call.latest(CallerCommand.Play.class)).isNotEmpty();
            assertThat(call.latest())
                    .contains(
                            new PlatformCommand.Start(
                                    Timer.FAREWELL, ScriptedCall.RULES.optOutWithin()));
            call.after(1_000).hearsEverything();
            assertThat(call.latest())
                    .contains(new PlatformCommand.HangUp(MediaEndReason.OPTED_OUT));
        }

        @Test
        void shouldTakeKeyNineForAnOptOutEvenDuringTheOpening() {
            // Given
            call.opening().after(500);
            // When
            call.on(new CallerEvent.KeyPressed('9'));
            // Then
            assertThat(call.latest())
                    .contains(
                            new CallerCommand.Clear(),
                            new PlatformCommand.CommitOptOut(HeardBy.KEY));
        }

        @Test
        void shouldRememberKeyNineUntilItIsKnownWhoseCallThisIs() {
            // Given
            call.redeeming().on(new CallerEvent.KeyPressed('9'));
            // When
            call.on(new PlatformEvent.Redeemed(ScriptedCall.BRIEF));
            // Then
            assertThat(call.latest()).contains(new PlatformCommand.CommitOptOut(HeardBy.KEY));
            assertThat(call.all(ModelCommand.Connect.class)).isEmpty();
        }

        @Test
        void shouldOptOutWhoeverPressedNineAndHungUpBeforeItWasKnownWhoItIs() {
            // Given
            call.redeeming().on(new CallerEvent.KeyPressed('9'));
            call.on(new CallerEvent.Stopped(), new CallerEvent.Gone());
            assertThat(call.latest()).isEmpty();
            // When
            call.on(new PlatformEvent.Redeemed(ScriptedCall.BRIEF));
            // Then
            assertThat(call.latest())
                    .contains(
                            new PlatformCommand.CommitOptOut(HeardBy.KEY),
                            new PlatformCommand.Release());
            assertThat(call.latest(PlatformCommand.TellEnded.class).getFirst().reason())
                    .isEqualTo(MediaEndReason.OPTED_OUT);
        }

        @Test
        void shouldCommitOptOutThatModelHeardAsTheCallWasEnding() {
            // Given
            call.conversing().on(new ModelEvent.ResponseStarted("r1"));
            call.on(new PlatformEvent.TimerFired(Timer.CALL));
            // When
            call.on(new ModelEvent.ToolCalled("r1", "t1", "opt_out", "{}"));
            // Then
            assertThat(call.latest()).contains(new PlatformCommand.CommitOptOut(HeardBy.VOICE));
        }

        @Test
        void shouldCommitOptOutThatModelHeardAfterTheCallerHungUp() {
            // Given
            call.conversing().on(new ModelEvent.ResponseStarted("r1"));
            call.on(new ModelEvent.SpeechStarted("c1", 5_000), new CallerEvent.Stopped());
            // When
            call.on(
                    new ModelEvent.ToolCalled("r1", "t1", "opt_out", "{}"),
                    new ModelEvent.CallerSaid("c1", "Never call me again."));
            // Then
            assertThat(call.latest()).contains(new PlatformCommand.CommitOptOut(HeardBy.VOICE));
            assertThat(call.latest(PlatformCommand.TellEnded.class).getFirst().reason())
                    .isEqualTo(MediaEndReason.OPTED_OUT);
        }

        @Test
        void shouldNotClaimAnOptOutThatCouldNotBeCommitted() {
            // Given
            call.conversing().on(new CallerEvent.KeyPressed('9'));
            // When
            call.on(new PlatformEvent.OptOutFailed()).after(1_000).hearsEverything();
            // Then
            assertThat(call.all(TellTurn.class))
                    .extracting(TellTurn::text)
                    .doesNotContain(ScriptedCall.BRIEF.optOutConfirmation());
            assertThat(call.latest())
                    .contains(new PlatformCommand.HangUp(MediaEndReason.OPTED_OUT));
        }

        @Test
        void shouldTellTheModelOfOtherKeys() {
            // Given
            call.conversing().agentSays("r1", "Press one.", 500).after(500).hearsEverything();
            // When
            call.on(new CallerEvent.KeyPressed('1'));
            // Then
            assertThat(call.latest(ModelCommand.Tell.class).getFirst().text()).contains("1");
            assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
        }

        @Test
        void shouldTellOptOutAsReasonWhenCallerHangsUpMeanwhile() {
            // Given
            call.conversing().on(new CallerEvent.KeyPressed('9'));
            // When
            call.on(new CallerEvent.Stopped());
            // Then
            assertThat(call.latest(PlatformCommand.TellEnded.class).getFirst().reason())
                    .isEqualTo(MediaEndReason.OPTED_OUT);
        }
    }

    /// Who ends a call, and what is left of it.
    @Nested
    class Ending {
        /// Thread: twilio-samples/speech-assistant-openai-realtime-api-python#10
        @Test
        void shouldCloseModelAndReleaseEverythingWhenCallerHangsUp() {
            // Given
            call.conversing()
                    .agentSays("r1", "Is it a good moment?", 2_000)
                    .after(2_000)
                    .hearsEverything();
            // When
            call.on(new CallerEvent.Stopped());
            // Then
            assertThat(call.latest())
                    .contains(
                            new CallerCommand.Close(CloseCause.DONE),
                            new ModelCommand.Close(),
                            new PlatformCommand.Release());
            assertThat(call.session.state()).isEqualTo(new BridgeState.Closed());
        }

        @Test
        void shouldTellUsageOfAllResponsesAtTheEnd() {
            // Given
            call.conversing()
                    .agentSays("r1", "One", 1_000)
                    .after(1_000)
                    .hearsEverything()
                    .callerSays("c1", "Yes.");
            call.agentSays("r2", "Two", 1_000).after(1_000).hearsEverything();
            // When
            call.on(new CallerEvent.Stopped());
            // Then
            var end = call.latest(PlatformCommand.TellEnded.class).getFirst();
            assertThat(end.usage()).isEqualTo(new ModelUsage("gpt-realtime", 20, 40, 10, 14, 80));
            assertThat(end.number()).isEqualTo(1 + call.all(TellTurn.class).size() + 1);
            assertThat(end.reason()).isEqualTo(MediaEndReason.CALLER_HUNG_UP);
        }

        @Test
        void shouldWaitForCallersLastWords() {
            // Given
            call.conversing().agentSays("r1", "One", 1_000).after(1_000).hearsEverything();
            call.on(new ModelEvent.SpeechStarted("c1", 5_000), new CallerEvent.Stopped());
            assertThat(call.latest()).contains(new ModelCommand.FinishHearing());
            assertThat(call.all(PlatformCommand.TellEnded.class)).isEmpty();
            // When
            call.on(new ModelEvent.CallerSaid("c1", "Bye."));
            // Then
            assertThat(call.latest(TellTurn.class).getFirst().text()).isEqualTo("Bye.");
            assertThat(call.latest(PlatformCommand.TellEnded.class)).hasSize(1);
        }

        @Test
        void shouldNotWaitForeverForCallersLastWords() {
            // Given
            call.conversing().on(new ModelEvent.SpeechStarted("c1", 5_000), new CallerEvent.Gone());
            // When
            call.on(new PlatformEvent.TimerFired(Timer.TRANSCRIPT));
            // Then
            assertThat(call.latest())
                    .contains(new ModelCommand.Close(), new PlatformCommand.Release());
        }

        /// Thread: gptme-contrib#899
        @Test
        void shouldCloseStreamAfterOrchestratorHungUp() {
            // Given
            call.conversing()
                    .on(new ModelEvent.Refused("insufficient_quota"))
                    .after(1_000)
                    .hearsEverything();
            // When
            call.on(new PlatformEvent.HangUpAnswered());
            // Then
            assertThat(call.latest())
                    .contains(
                            new CallerCommand.Close(CloseCause.DONE),
                            new PlatformCommand.Release());
        }

        @Test
        void shouldCloseStreamWhenOrchestratorDoesNotAnswer() {
            // Given
            call.conversing()
                    .on(new ModelEvent.Refused("insufficient_quota"))
                    .after(1_000)
                    .hearsEverything();
            // When
            call.on(new PlatformEvent.TimerFired(Timer.HANG_UP));
            // Then
            assertThat(call.latest())
                    .contains(
                            new CallerCommand.Close(CloseCause.DONE),
                            new PlatformCommand.Release());
        }

        /// Frames of silence come forever: idleness is measured by speech.
        @Test
        void shouldAskOnceAndThenEndWhenNobodySpeaks() {
            // Given
            call.conversing()
                    .agentSays("r1", "Is it a good moment?", 2_000)
                    .after(2_000)
                    .hearsEverything();
            assertThat(call.latest())
                    .contains(
                            new PlatformCommand.Start(Timer.IDLE, ScriptedCall.RULES.idleAfter()));
            call.on(new PlatformEvent.TimerFired(Timer.IDLE));
            assertThat(call.latest(ModelCommand.Speak.class).getFirst().hint()).isNotBlank();
            call.agentSays("r2", "Are you still there?", 1_000).after(1_000).hearsEverything();
            // When
            call.on(new PlatformEvent.TimerFired(Timer.IDLE)).after(1_000).hearsEverything();
            // Then
            assertThat(call.latest()).contains(new PlatformCommand.HangUp(MediaEndReason.IDLE));
        }

        @Test
        void shouldEndCallAtItsTimeLimit() {
            // Given
            call.conversing();
            // When
            call.on(new PlatformEvent.TimerFired(Timer.CALL)).after(1_000).hearsEverything();
            // Then
            assertThat(call.latest())
                    .contains(new PlatformCommand.HangUp(MediaEndReason.TIME_LIMIT));
        }

        /// Thread: pipecat-ai/pipecat#2955
        @Test
        void shouldIgnoreEverythingAfterTheEnd() {
            // Given
            call.conversing().on(new CallerEvent.Stopped());
            // When
            call.on(
                    new CallerEvent.Gone(),
                    frame(1),
                    new CallerEvent.KeyPressed('9'),
                    new ModelEvent.Lost(),
                    new PlatformEvent.TimerFired(Timer.CALL),
                    speech(Utterance.OPENING, 100));
            // Then
            assertThat(call.latest()).isEqualTo(List.of());
        }
    }
}
