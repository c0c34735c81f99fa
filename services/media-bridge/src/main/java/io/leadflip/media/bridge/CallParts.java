package io.leadflip.media.bridge;

import io.leadflip.contracts.value.Speaker;
import java.util.function.DoubleSupplier;

/// The parts of one call, put together.
final class CallParts {
    final CallDesk desk;
    final PreparedSpeech speech = new PreparedSpeech();
    final Memory memory = new Memory();
    final Transcript transcript;
    final UsageMeter usage;
    final Playout playout;
    final PlatformVoice voice;
    final ModelConnection model;
    final AgentFloor floor;
    final Farewell farewell;
    final OptOutRoute optOut;
    final RecordingLeave recording;
    final AgentTools tools;
    final SilenceWatch silence;
    final StreamStart start;
    final TurnClock clock;
    final OpeningGate opening;
    final MachineWatch machines;
    final ModelRecovery recovery;

    /// @param accountSid whose streams are served
    /// @param modelName the model's name, for the usage that is told at the end
    /// @param chance a number between 0 and 1, each time another
    CallParts(BridgeRules rules, String accountSid, String modelName, DoubleSupplier chance) {
        desk = new CallDesk(rules);
        transcript = new Transcript(new Written());
        usage = new UsageMeter(modelName);
        playout = new Playout(desk, speech, transcript);
        voice = new PlatformVoice(speech, playout);
        model = new ModelConnection(desk);
        floor = new AgentFloor(desk, playout, model);
        farewell = new Farewell(desk, playout, voice, floor, model, transcript, usage);
        optOut = new OptOutRoute(desk, playout, voice, floor, farewell);
        recording = new RecordingLeave(desk);
        tools = new AgentTools(desk, floor, optOut, transcript, memory, recording);
        silence = new SilenceWatch(desk, playout, model, floor, tools, farewell);
        start = new StreamStart(desk, accountSid, farewell);
        clock = new TurnClock(desk);
        opening = new OpeningGate(desk, voice, model, floor, farewell, this::agentWaits);
        machines = new MachineWatch(desk, playout, voice, floor, opening, recording, farewell);
        recovery =
                new ModelRecovery(
                        desk,
                        chance,
                        playout,
                        voice,
                        model,
                        floor,
                        tools,
                        transcript,
                        machines,
                        farewell);
    }

    private boolean agentWaits() {
        return machines.opened();
    }

    /// What is written down is told to others, and kept for the model.
    private final class Written implements Transcript.Sink {
        @Override
        public void turn(
                Speaker speaker, String text, long startMs, long endMs, boolean interrupted) {
            memory.said(speaker, text);
            desk.tellTurn(speaker, text, startMs, endMs, interrupted);
        }

        @Override
        public void note(String text, long atMs) {
            memory.noted(text);
            desk.tellTurn(Speaker.PLATFORM, text, atMs, atMs, false);
        }
    }
}
