package io.leadflip.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import java.util.function.UnaryOperator;

/// The states a call can be in once its token was good, each reached in the usual way.
enum Stand {
    OPENING(ScriptedCall::opening, BridgeState.Opening.class, MediaEndReason.PLATFORM_FAILED),
    CONVERSING(
            ScriptedCall::conversing, BridgeState.Conversing.class, MediaEndReason.PLATFORM_FAILED),
    SPEAKING(
            call -> call.conversing().agentSays("r1", "Is it a good moment?", 4_000).after(500),
            BridgeState.Conversing.class,
            MediaEndReason.PLATFORM_FAILED),
    WITHOUT_MODEL(
            call -> call.conversing().on(new ModelEvent.Lost()),
            BridgeState.Conversing.class,
            MediaEndReason.PLATFORM_FAILED),
    SCREENED(
            call ->
                    call.opening()
                            .modelReady()
                            .callerSays(
                                    "c1",
                                    "Hi, if you record your name and reason for calling, I'll see if this person is available."),
            BridgeState.Screened.class,
            MediaEndReason.VOICEMAIL),
    AT_MACHINE(
            call ->
                    call.opening()
                            .modelReady()
                            .callerSays(
                                    "c1",
                                    "Hi, this is Bob. Please leave a message after the beep."),
            BridgeState.AtMachine.class,
            MediaEndReason.VOICEMAIL),
    OPTING_OUT(
            call -> call.conversing().on(new CallerEvent.KeyPressed('9')),
            BridgeState.OptingOut.class,
            MediaEndReason.OPTED_OUT),
    ENDING(
            call -> call.conversing().on(new PlatformEvent.TimerFired(Timer.CALL)),
            BridgeState.Ending.class,
            MediaEndReason.TIME_LIMIT),
    HANGING_UP(
            call ->
                    call.conversing()
                            .on(new PlatformEvent.TimerFired(Timer.CALL))
                            .after(1_000)
                            .hearsEverything(),
            BridgeState.HangingUp.class,
            MediaEndReason.TIME_LIMIT);

    private final UnaryOperator<ScriptedCall> script;
    private final Class<? extends BridgeState> state;

    /// What is told when a call of this state is broken off by us.
    final MediaEndReason brokenOff;

    Stand(
            UnaryOperator<ScriptedCall> script,
            Class<? extends BridgeState> state,
            MediaEndReason brokenOff) {
        this.script = script;
        this.state = state;
        this.brokenOff = brokenOff;
    }

    ScriptedCall reach() {
        ScriptedCall call = script.apply(new ScriptedCall());
        assertThat(call.session.state()).isInstanceOf(state);
        return call;
    }
}
