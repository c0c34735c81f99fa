package io.leadflip.media.gptlive;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.MediaFact.ModelUsage;
import io.leadflip.media.bridge.ModelCommand;
import io.leadflip.media.bridge.ModelEvent;
import io.leadflip.media.bridge.ModelEvent.Result;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FullDuplexTest {
    private static final int PIECE_MS = 100;
    private static final String SPEECH = piece((byte) 0x10);
    private static final String SILENCE = piece((byte) 0xFF);

    private final List<ModelEvent> told = new ArrayList<>();
    private final List<JsonObject> sent = new ArrayList<>();
    private final FullDuplex conversation = conversation(told::add);
    private long now = 1_000;

    @Nested
    class Responses {
        @Test
        void shouldDropWhatIsSaidBeforeTheFloorWasGiven() {
            // When
            speaks(500);
            // Then
            assertThat(told).isEmpty();
        }

        @Test
        void shouldMakeOneResponseOfWhatLiesBetweenTwoSilences() {
            // Given
            floor();
            // When
            speaks(300);
            silent(200);
            speaks(300);
            silent(700);
            // Then
            assertThat(told(ModelEvent.ResponseStarted.class)).hasSize(1);
            assertThat(told.getLast()).isEqualTo(ended("live-1", Result.COMPLETED));
            assertThat(playedMs())
                    .as("with the pause and the beginning of the silence")
                    .isBetween(800L, 1_400L);
        }

        @Test
        void shouldNotPlaySilence() {
            // Given
            floor();
            // When
            silent(60_000);
            // Then
            assertThat(told(ModelEvent.Audio.class)).isEmpty();
        }

        @Test
        void shouldNameAResponseThatNobodyAskedFor() {
            // Given
            floor();
            speaks(300);
            silent(700);
            told.clear();
            // When
            speaks(300);
            // Then
            assertThat(told.getFirst()).isEqualTo(new ModelEvent.ResponseStarted("live-2"));
        }

        @Test
        void shouldBeginOnlyOnceAndOweNothingForAWishWithoutHint() {
            // Given
            floor();
            speaks(300);
            silent(700);
            told.clear();
            sent.clear();
            // When
            conversation.on(new ModelCommand.Speak("speak-2", null));
            // Then
            assertThat(sent).isEmpty();
            assertThat(told)
                    .containsExactly(
                            new ModelEvent.ResponseStarted("live-2"),
                            ended("live-2", Result.COMPLETED));
        }

        @Test
        void shouldPassAHintOnAsAnInstruction() {
            // Given
            floor();
            speaks(300);
            silent(700);
            // When
            conversation.on(new ModelCommand.Speak("speak-2", "Ask whether they are there."));
            // Then
            assertThat(sent.getLast().getString("type")).isEqualTo("session.instructions.append");
            assertThat(sent.getLast().getString("content"))
                    .isEqualTo("Ask whether they are there.");
        }

        @Test
        void shouldBeSilentAfterACancelUntilTheModelIs() {
            // Given
            floor();
            speaks(300);
            conversation.on(new ModelCommand.Cancel());
            told.clear();
            // When
            speaks(500);
            silent(300);
            // Then
            assertThat(told).isEmpty();
            speaks(200);
            assertThat(told.getFirst()).isInstanceOf(ModelEvent.ResponseStarted.class);
        }

        @Test
        void shouldSayNothingOfAResponseThatIsCancelledAsSoonAsItIsNamed() {
            // Given
            var cancelled = new ArrayList<ModelEvent>();
            var unwelcome = new FullDuplex[1];
            unwelcome[0] =
                    conversation(
                            event -> {
                                cancelled.add(event);
                                if (event instanceof ModelEvent.ResponseStarted) {
                                    unwelcome[0].on(new ModelCommand.Cancel());
                                }
                            });
            unwelcome[0].on(new ModelCommand.Speak("speak-1", null));
            cancelled.clear();
            // When
            for (int piece = 0; piece < 5; piece++) {
                unwelcome[0].on(new LiveEvent.Output(SPEECH, PIECE_MS * 8, true), now);
            }
            // Then
            assertThat(cancelled)
                    .containsExactly(
                            new ModelEvent.ResponseStarted("live-2"),
                            ended("live-2", Result.CANCELLED));
        }

        @Test
        void shouldGiveCaptionsThatComeEarlyToWhatIsSpokenNext() {
            // Given
            floor();
            // When
            conversation.on(new LiveEvent.OutputWords("Hello", 0), now);
            speaks(300);
            conversation.on(new LiveEvent.OutputWords(" there", 200), now);
            silent(700);
            conversation.on(new LiveEvent.OutputWords(".", 250), now);
            // Then
            assertThat(told(ModelEvent.Words.class))
                    .containsExactly(
                            new ModelEvent.Words("live-item-1", "Hello"),
                            new ModelEvent.Words("live-item-1", " there"),
                            new ModelEvent.Words("live-item-1", "."));
        }
    }

    /// A queue of output that comes at the pace of speech is delay for the rest of the call.
    ///
    /// Thread: aplisay/llm-agent#311
    @Nested
    class Pacing {
        @Test
        void shouldNeverBeFurtherAheadThanTheBoundAfterAStall() {
            // Given
            floor();
            // When
            for (int piece = 0; piece < 100; piece++) {
                output(SPEECH);
            }
            // Then
            assertThat(playedMs()).isLessThanOrEqualTo(500);
        }

        @Test
        void shouldLoseNothingOfSpeechThatComesAtItsPace() {
            // Given
            floor();
            // When
            speaks(10_000);
            // Then
            assertThat(playedMs()).isBetween(9_900L, 10_100L);
        }

        @Test
        void shouldLeaveOutPausesUntilThePhoneHasCaughtUp() {
            // Given
            floor();
            for (int piece = 0; piece < 4; piece++) {
                output(SPEECH);
            }
            long before = playedMs();
            // When
            now += 50;
            output(SILENCE);
            // Then
            assertThat(playedMs()).isEqualTo(before);
        }

        @Test
        void shouldDropWhatComesWhileThePhoneCannotTakeIt() {
            // Given
            floor();
            speaks(300);
            long before = playedMs();
            // When
            conversation.hold(true);
            speaks(5_000);
            conversation.hold(false);
            // Then
            assertThat(playedMs()).isEqualTo(before);
        }
    }

    @Nested
    class Captions {
        @Test
        void shouldBeDroppedWithTheirSound() {
            // Given
            floor();
            speaks(300);
            caption("On Tuesday");
            // When
            conversation.hold(true);
            speaks(300);
            caption(" at nine");
            conversation.hold(false);
            speaks(300);
            caption(" or later.");
            // Then
            assertThat(told(ModelEvent.Words.class))
                    .extracting(ModelEvent.Words::text)
                    .containsExactly("On Tuesday", " or later.");
        }

        @Test
        void shouldBeDroppedWhenTheirSoundIsTooFarAhead() {
            // Given
            floor();
            for (int piece = 0; piece < 20; piece++) {
                output(SPEECH);
            }
            // When
            caption("at nine");
            // Then
            assertThat(told(ModelEvent.Words.class)).isEmpty();
        }

        @Test
        void shouldBeDroppedThatWereAheadOfSoundThatIsDropped() {
            // Given
            floor();
            caption("At nine.");
            // When
            conversation.hold(true);
            speaks(300);
            // Then
            assertThat(told(ModelEvent.Words.class)).isEmpty();
        }

        private void caption(String words) {
            conversation.on(new LiveEvent.OutputWords(words, 0), now);
        }
    }

    @Nested
    class TheCaller {
        @Test
        void shouldBeToldAtOnceWhenTheAgentIsSilent() {
            // Given
            floor();
            speaks(300);
            silent(700);
            told.clear();
            // When
            caller("Yes,", 1_000, 1_400);
            // Then
            assertThat(told).containsExactly(new ModelEvent.SpeechStarted("live-caller-1", 1_000));
        }

        @Test
        void shouldHaveSaidAllOfATurnWhenTheAgentAnswers() {
            // Given
            floor();
            silent(100);
            caller("Yes,", 100, 400);
            caller(" please.", 400, 800);
            // When
            speaks(100);
            // Then
            assertThat(told(ModelEvent.CallerSaid.class))
                    .containsExactly(new ModelEvent.CallerSaid("live-caller-1", "Yes, please."));
            assertThat(told(ModelEvent.TurnTaken.class)).isEmpty();
        }

        @Test
        void shouldHaveInterruptedAnAgentThatGaveWay() {
            // Given
            floor();
            speaks(500);
            // When
            caller("Wait a moment", 200, 900);
            silent(200);
            // Then
            int began = told.indexOf(new ModelEvent.SpeechStarted("live-caller-1", 200));
            assertThat(began).isPositive();
            assertThat(told.get(began + 1)).isEqualTo(ended("live-1", Result.CANCELLED));
        }

        @Test
        void shouldNotHaveInterruptedAnAgentThatSpokeOn() {
            // Given
            floor();
            speaks(500);
            // When
            caller("Mhm.", 200, 400);
            speaks(1_500);
            // Then
            assertThat(told(ModelEvent.SpeechStarted.class)).isEmpty();
            assertThat(told(ModelEvent.ResponseEnded.class)).isEmpty();
            assertThat(told)
                    .contains(new ModelEvent.CallerInterjected("live-caller-1", "Mhm.", 200, 400));
        }

        @Test
        void shouldTakeItsTurnWhileThePlatformStillHasTheFloor() {
            // Given
            silent(100);
            // When
            caller("Hello?", 100, 500);
            silent(1_000);
            // Then
            assertThat(told)
                    .containsExactly(
                            new ModelEvent.SpeechStarted("live-caller-1", 100),
                            new ModelEvent.SpeechStopped("live-caller-1", 500),
                            new ModelEvent.TurnTaken("live-caller-1"),
                            new ModelEvent.CallerSaid("live-caller-1", "Hello?"));
        }

        @Test
        void shouldBeWrittenDownWhenNoMoreAudioWillCome() {
            // Given
            floor();
            caller("Bye", 0, 300);
            // When
            conversation.on(new ModelCommand.FinishHearing());
            // Then
            assertThat(told.getLast()).isEqualTo(new ModelEvent.CallerSaid("live-caller-1", "Bye"));
        }

        @Test
        void shouldOvertakeANudge() {
            // Given
            floor();
            speaks(300);
            silent(700);
            conversation.on(new ModelCommand.Speak("speak-2", "Ask whether they are there."));
            told.clear();
            // When
            caller("I am here", 1_200, 1_600);
            // Then
            assertThat(told)
                    .containsExactly(
                            ended("live-2", Result.CANCELLED),
                            new ModelEvent.SpeechStarted("live-caller-1", 1_200));
        }
    }

    @Nested
    class Functions {
        @Test
        void shouldBeCalledWithinTheResponseThatIsSpoken() {
            // Given
            floor();
            speaks(300);
            // When
            conversation.on(new LiveEvent.FunctionCalled("c1", "end_call", "{}"), now);
            // Then
            assertThat(told.getLast())
                    .isEqualTo(new ModelEvent.ToolCalled("live-1", "c1", "end_call", "{}"));
        }

        @Test
        void shouldBeAResponseOfTheirOwnWhenNothingIsSpoken() {
            // Given
            floor();
            speaks(300);
            silent(700);
            told.clear();
            // When
            conversation.on(new LiveEvent.FunctionCalled("c1", "opt_out", "{}"), now);
            // Then
            assertThat(told)
                    .containsExactly(
                            new ModelEvent.ResponseStarted("live-2"),
                            new ModelEvent.ToolCalled("live-2", "c1", "opt_out", "{}"),
                            ended("live-2", Result.COMPLETED));
        }

        @Test
        void shouldGoOnOnceAfterAllAnswers() {
            // Given
            conversation.on(new LiveEvent.FunctionCalled("c1", "book_appointment", "{}"), now);
            conversation.on(new LiveEvent.FunctionCalled("c2", "record_outcome", "{}"), now);
            // When
            conversation.on(new ModelCommand.AnswerTool("c1", "{}"));
            conversation.on(new ModelCommand.AnswerTool("c2", "{}"));
            // Then
            assertThat(sent)
                    .extracting(message -> message.getString("type"))
                    .containsExactly(
                            "response.item.create", "response.item.create", "response.create");
        }

        @Test
        void shouldCountTheTokensOfTheBackendOnce() {
            // Given
            floor();
            speaks(300);
            conversation.on(new LiveEvent.BackendUsed(100, 20, 7), now);
            // When
            silent(700);
            speaks(300);
            silent(700);
            // Then
            assertThat(told(ModelEvent.ResponseEnded.class))
                    .extracting(ended -> ended.usage().inputText())
                    .containsExactly(100L, 0L);
        }
    }

    @Nested
    class Time {
        @Test
        void shouldBeToldOnce() {
            // When
            conversation.on(new LiveEvent.Used(12), now);
            conversation.on(new LiveEvent.Used(20.5), now);
            conversation.on(new LiveEvent.Closed("expired", 21), now);
            // Then
            assertThat(told)
                    .containsExactly(
                            new ModelEvent.Lasted(12),
                            new ModelEvent.Lasted(8.5),
                            new ModelEvent.Lasted(0.5),
                            new ModelEvent.Lost());
        }
    }

    private FullDuplex conversation(Consumer<ModelEvent> listener) {
        return new FullDuplex(
                "gpt-live-1",
                new FullDuplex.Limits(120, 400, 600, 200, 900),
                new LiveWriter("gpt-live-1", "gpt-5.5", "marin"),
                listener,
                text -> sent.add(new JsonObject(text)));
    }

    private void floor() {
        conversation.on(new ModelCommand.Speak("speak-1", null));
    }

    private void speaks(int ms) {
        for (int passed = 0; passed < ms; passed += PIECE_MS) {
            output(SPEECH);
            now += PIECE_MS;
        }
    }

    private void silent(int ms) {
        for (int passed = 0; passed < ms; passed += PIECE_MS) {
            output(SILENCE);
            now += PIECE_MS;
        }
    }

    private void output(String payload) {
        conversation.on(
                LiveReader.read(
                        new JsonObject()
                                .put("type", "session.output_audio.delta")
                                .put("delta", payload)
                                .encode()),
                now);
    }

    private void caller(String words, long startMs, long endMs) {
        conversation.on(new LiveEvent.InputWords(words, startMs, endMs), now);
    }

    private long playedMs() {
        return told(ModelEvent.Audio.class).stream().mapToLong(ModelEvent.Audio::bytes).sum() / 8;
    }

    private static ModelEvent ended(String response, Result result) {
        return new ModelEvent.ResponseEnded(
                response, result, false, new ModelUsage("gpt-live-1", 0, 0, 0, 0, 0));
    }

    private <E extends ModelEvent> List<E> told(Class<E> kind) {
        return told.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static String piece(byte value) {
        byte[] audio = new byte[PIECE_MS * 8];
        Arrays.fill(audio, value);
        return Base64.getEncoder().encodeToString(audio);
    }
}
