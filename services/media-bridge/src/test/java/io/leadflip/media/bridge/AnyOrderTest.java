package io.leadflip.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.media.bridge.PlatformCommand.HangUp;
import io.leadflip.media.bridge.PlatformCommand.Release;
import io.leadflip.media.bridge.PlatformCommand.TellEnded;
import io.leadflip.media.bridge.PlatformCommand.TellStarted;
import io.leadflip.media.bridge.PlatformCommand.TellTurn;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The three sides of a call know nothing of each other's order. Whatever comes when, nothing
/// breaks and the promises hold.
///
/// Thread: livekit/agents#1016 Thread: livekit/agents#1050 Thread: livekit/agents#1056 Thread:
/// livekit/agents#2064 Thread: livekit/agents#5564
class AnyOrderTest {
    private static final int CALLS = 400;
    private static final int EVENTS = 120;
    private static final String AGENT = "QUdFTlQ=";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldHoldItsPromisesWhateverTheOrderOfEvents(long seed) {
        Random random = new Random(seed);
        for (int each = 0; each < CALLS; each++) {
            // Given
            ScriptedCall call = random.nextBoolean() ? begun(random) : new ScriptedCall();
            boolean mayHear = false;
            // When
            for (int event = 0; event < EVENTS; event++) {
                boolean before = spoke(call);
                call.after(random.nextInt(400)).on(any(random));
                mayHear |= conversed(call);
                // Then
                assertThat(spoke(call) && !before && !mayHear)
                        .as("the agent is heard only after the opening was")
                        .isFalse();
            }
            end(call);
            promises(call);
        }
    }

    private static ScriptedCall begun(Random random) {
        ScriptedCall call = new ScriptedCall().opening();
        return random.nextBoolean() ? call.modelReady() : call;
    }

    private static boolean spoke(ScriptedCall call) {
        return call.all(CallerCommand.Play.class).contains(new CallerCommand.Play(AGENT));
    }

    /// The floor is asked for only once the opening was heard.
    private static boolean conversed(ScriptedCall call) {
        return call.session.state() instanceof BridgeState.Conversing
                || !call.all(ModelCommand.Speak.class).isEmpty();
    }

    private static void end(ScriptedCall call) {
        call.on(new CallerEvent.Gone());
        for (Timer timer : Timer.values()) {
            call.on(new PlatformEvent.TimerFired(timer));
        }
        call.on(new PlatformEvent.RedemptionFailed(CloseCause.TOKEN_REFUSED));
        call.on(new CallerEvent.Gone(), new PlatformEvent.TimerFired(Timer.TRANSCRIPT));
    }

    private static void promises(ScriptedCall call) {
        assertThat(call.session.state()).isInstanceOf(BridgeState.Closed.class);
        assertThat(call.all(Release.class)).as("everything is released, once").hasSize(1);
        assertThat(call.all(HangUp.class)).hasSizeLessThanOrEqualTo(1);
        assertThat(call.all(CallerCommand.Close.class)).hasSize(1);
        List<Integer> numbers = told(call);
        for (int i = 0; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).as("facts are numbered without a gap").isEqualTo(i + 1);
        }
        assertThat(call.all(TellEnded.class)).hasSize(call.all(TellStarted.class).size());
        assertThat(call.effects.getLast()).isInstanceOf(Release.class);
    }

    private static List<Integer> told(ScriptedCall call) {
        List<Integer> numbers = new ArrayList<>();
        for (BridgeEffect effect : call.effects) {
            switch (effect) {
                case TellStarted told -> numbers.add(told.number());
                case TellTurn told -> numbers.add(told.number());
                case TellEnded told -> numbers.add(told.number());
                case BridgeEffect _ -> {}
            }
        }
        return numbers;
    }

    private static BridgeEvent any(Random random) {
        String item = "i" + random.nextInt(4);
        String response = "r" + random.nextInt(4);
        return switch (random.nextInt(26)) {
            case 0 -> new CallerEvent.Connected();
            case 1 -> ScriptedCall.started("audio/x-mulaw", 8000, 1);
            case 2, 3 -> new CallerEvent.Audio("AAAA", random.nextInt(60_000));
            case 4 -> new CallerEvent.KeyPressed((char) ('0' + random.nextInt(10)));
            case 5, 6, 7 ->
                    new CallerEvent.MarkEchoed("g" + random.nextInt(4) + "m" + random.nextInt(30));
            case 8 -> new ModelEvent.Opened();
            case 9 -> new ModelEvent.Configured(random.nextInt(10) > 0);
            case 10 -> new ModelEvent.SpeechStarted(item, random.nextInt(60_000));
            case 11 -> new ModelEvent.SpeechStopped(item, random.nextInt(60_000));
            case 12 -> new ModelEvent.TurnTaken(item);
            case 13 -> new ModelEvent.CallerSaid(item, "Yes");
            case 14 -> new ModelEvent.CallerInterjected(item, "Mhm", 0, 100);
            case 15, 16 -> new ModelEvent.ResponseStarted(response);
            case 17, 18 -> new ModelEvent.Audio(response, item, AGENT, 800);
            case 19 -> new ModelEvent.AudioDone(response, item);
            case 20 -> new ModelEvent.WordsDone(item, "Some words");
            case 21 ->
                    new ModelEvent.ToolCalled(
                            response,
                            "c" + random.nextInt(3),
                            random.nextBoolean() ? "record_outcome" : "request_human",
                            "{}");
            case 22 -> ScriptedCall.done(response);
            case 23 -> random.nextBoolean() ? new ModelEvent.Lost() : new ModelEvent.Unknown();
            case 24 -> new PlatformEvent.Redeemed(ScriptedCall.BRIEF);
            default ->
                    ScriptedCall.speech(
                            Utterance.values()[random.nextInt(Utterance.values().length)], 500);
        };
    }
}
