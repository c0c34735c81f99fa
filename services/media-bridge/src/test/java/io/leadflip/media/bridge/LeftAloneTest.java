package io.leadflip.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A call that nobody says anything to any more: not the phone, not the model, not the
/// orchestrator. Its own timers bring it to an end.
class LeftAloneTest {
    /// What the brief allows, and what may come after it.
    private static final Duration LONGEST =
            Duration.ofSeconds(ScriptedCall.BRIEF.maxSeconds())
                    .plus(ScriptedCall.RULES.farewellWithin())
                    .plus(ScriptedCall.RULES.hangUpWithin());

    private final Map<Timer, Long> running = new EnumMap<>(Timer.class);
    private long now;

    /// Thread: openclaw/openclaw#79121 Thread: openclaw/openclaw#90749
    @ParameterizedTest
    @EnumSource
    void shouldEndByItselfWhereverItStands(Stand stand) {
        // Given
        var call = stand.reach();
        // When
        timePasses(call, () -> call.session.state() instanceof BridgeState.Closed);
        // Then
        assertThat(now).isLessThanOrEqualTo(LONGEST.toMillis());
        assertThat(call.all(PlatformCommand.TellEnded.class)).hasSize(1);
        assertThat(call.all(CallerCommand.Close.class)).hasSize(1);
        assertThat(call.all(PlatformCommand.Release.class)).hasSize(1);
    }

    @Test
    void shouldEndByItselfBeforeItSaysWhoItIs() {
        // Given
        var call = new ScriptedCall();
        // When
        timePasses(call, () -> call.session.state() instanceof BridgeState.Closed);
        // Then
        assertThat(call.effects).endsWith(new PlatformCommand.Release());
        assertThat(call.all(PlatformCommand.TellEnded.class)).isEmpty();
    }

    /// Of a failure nobody must hear only silence: a word within 1.5 s, and an apology when the
    /// model does not come back.
    ///
    /// Thread: openclaw/openclaw#75197
    @Test
    void shouldNotBeSilentWhenTheModelCannotBeReached() {
        // Given
        var call = new ScriptedCall().conversing().on(new ModelEvent.Lost());
        int played = call.all(CallerCommand.Play.class).size();
        // When
        timePasses(call, () -> call.all(CallerCommand.Play.class).size() > played);
        // Then
        assertThat(now).isLessThanOrEqualTo(1_500);
        // When
        timePasses(call, () -> call.session.state() instanceof BridgeState.Ending);
        // Then
        assertThat(now).isLessThanOrEqualTo(20_000);
        assertThat(call.session.state())
                .isEqualTo(new BridgeState.Ending(MediaEndReason.MODEL_FAILED));
        assertThat(call.latest(CallerCommand.Play.class)).isNotEmpty();
    }

    /// Timers that ran before count from now.
    private void timePasses(ScriptedCall call, BooleanSupplier over) {
        if (running.isEmpty()) {
            note(call.effects);
        }
        while (!over.getAsBoolean()) {
            assertThat(running).as("timers in %s", call.session.state()).isNotEmpty();
            var next = running.entrySet().stream().min(Comparator.comparing(Map.Entry::getValue));
            Timer timer = next.orElseThrow().getKey();
            long at = running.remove(timer);
            call.after(at - now);
            now = at;
            note(call.on(new PlatformEvent.TimerFired(timer)).latest());
        }
    }

    private void note(List<BridgeEffect> effects) {
        for (BridgeEffect effect : effects) {
            if (effect instanceof PlatformCommand.Start start) {
                running.put(start.timer(), now + Math.max(1, start.after().toMillis()));
            } else if (effect instanceof PlatformCommand.Cancel(Timer timer)) {
                running.remove(timer);
            }
        }
    }
}
