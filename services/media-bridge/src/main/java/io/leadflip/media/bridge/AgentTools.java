package io.leadflip.media.bridge;

import io.leadflip.media.bridge.PlatformCommand.HeardBy;
import java.util.HashMap;
import java.util.Map;

/// What the agent does beside speaking.
final class AgentTools {
    private static final String DONE = "{\"status\":\"done\"}";
    private static final String NO_ADVICE =
            "{\"error\":\"There is no advice. Say that you do not know and that a person will call back about it.\"}";
    private static final String HUMAN_LATER =
            "{\"status\":\"noted\",\"say\":\"A person from the business will call back.\"}";
    private static final String HUMAN_UNKNOWN =
            "{\"error\":\"It could not be written down. Ask the consumer to call the business.\"}";
    private static final String NOT_NOTED =
            "{\"error\":\"The appointment could not be written down; a person will confirm it.\"}";

    private static final String RECORDED = "{\"status\":\"recorded\"}";
    private static final String NOT_RECORDED =
            "{\"error\":\"The call is not recorded. Go on without it.\"}";
    private static final String RECORDING_UNKNOWN =
            "{\"error\":\"It is not known yet whether the call is recorded. Do not say that it is, nor that it is not; go on.\"}";
    private static final String RECORDING_STOPPED =
            "{\"status\":\"stopped\",\"say\":\"The call is not recorded, and what was recorded is deleted.\"}";
    private static final String RECORDING_NOT_STOPPED =
            "{\"error\":\"It is not sure that the recording has stopped. Say so, and offer to end the call.\"}";

    private final CallDesk desk;
    private final AgentFloor floor;
    private final OptOutRoute optOut;
    private final Transcript transcript;
    private final Memory memory;
    private final RecordingLeave recording;
    private final ToolRound round = new ToolRound();
    private final Map<String, String> appointments = new HashMap<>();
    private String asked;
    private String advisorCall;

    AgentTools(
            CallDesk desk,
            AgentFloor floor,
            OptOutRoute optOut,
            Transcript transcript,
            Memory memory,
            RecordingLeave recording) {
        this.desk = desk;
        this.floor = floor;
        this.optOut = optOut;
        this.transcript = transcript;
        this.memory = memory;
        this.recording = recording;
    }

    boolean open() {
        return round.open();
    }

    void called(ModelEvent.ToolCalled called) {
        AgentTool tool = known(AgentTool.read(called.name(), called.arguments()));
        // An opt-out counts whenever it is heard, even when the call is ending for another reason.
        if (!desk.conversing() && !(tool instanceof AgentTool.OptOut)) {
            return;
        }
        switch (tool) {
            case AgentTool.EndCall() -> floor.leaveWith(called.response());
            case AgentTool.OptOut() -> optOut.heard(HeardBy.VOICE);
            case AgentTool.RequestHuman() -> {
                transcript.note("[noted] The consumer asked for a person.", desk.sinceStart());
                await(called.call(), HUMAN_UNKNOWN);
                desk.add(new PlatformCommand.RequestHuman(called.call()));
            }
            case AgentTool.AllowRecording() -> {
                String early = recording.allowed(called.call());
                if (early == null) {
                    await(called.call(), RECORDING_UNKNOWN);
                } else {
                    answerAtOnce(called.call(), early);
                }
            }
            case AgentTool.StopRecording() -> {
                await(called.call(), RECORDING_NOT_STOPPED);
                desk.add(new PlatformCommand.StopRecording(called.call()));
            }
            case AgentTool.AskAdvisor(String question) -> ask(called.call(), question);
            case AgentTool.RecordOutcome outcome -> noted(called.call(), wordsOf(outcome));
            case AgentTool.BookAppointment(String start, String note) -> {
                await(called.call(), NOT_NOTED);
                appointments.put(called.call(), start);
                desk.add(new PlatformCommand.NoteAppointment(called.call(), start, note));
            }
            case AgentTool.Unusable(String problem) ->
                    answerAtOnce(called.call(), "{\"error\":\"" + problem + "\"}");
        }
    }

    /// Where the opening asks for no leave there are no functions about it.
    private AgentTool known(AgentTool tool) {
        boolean aboutRecording =
                tool instanceof AgentTool.AllowRecording || tool instanceof AgentTool.StopRecording;
        return aboutRecording && !recording.asked() ? AgentTool.unknown() : tool;
    }

    void recordingAnswered(PlatformEvent.RecordingAnswered answered) {
        if (answered.recorded() == PlatformEvent.Recorded.UNKNOWN) {
            recording.notTaken();
        }
        if (answered.call() != null) {
            boolean recorded = answered.recorded() == PlatformEvent.Recorded.YES;
            answer(answered.call(), recorded ? RECORDED : NOT_RECORDED);
        }
    }

    void recordingStopped(String call, boolean stopped) {
        answer(call, stopped ? RECORDING_STOPPED : RECORDING_NOT_STOPPED);
    }

    /// Others do it, and the call goes on meanwhile: without an answer when there is none in time,
    /// for the model says nothing until then.
    private void await(String call, String unanswered) {
        round.called(call, unanswered);
        desk.start(Timer.TOOLS, desk.rules().toolsWithin());
    }

    void tooLate() {
        advisorCall = null;
        round.unanswered().forEach(this::answer);
    }

    /// One question at a time.
    private void ask(String call, String question) {
        if (question.equals(asked) || advisorCall != null) {
            answerAtOnce(call, NO_ADVICE);
            return;
        }
        asked = question;
        advisorCall = call;
        await(call, NO_ADVICE);
        desk.add(new PlatformCommand.AskAdvisor(call, question));
    }

    /// @param advice null when there is none
    void advised(String call, String advice) {
        if (call.equals(advisorCall)) {
            advisorCall = null;
            answer(call, advice == null ? NO_ADVICE : adviceOf(advice));
        }
    }

    private static String adviceOf(String advice) {
        return AgentTool.JSON.createObjectNode().put("advice", advice).toString();
    }

    void humanRequested(String call, boolean noted) {
        answer(call, noted ? HUMAN_LATER : HUMAN_UNKNOWN);
    }

    private static String wordsOf(AgentTool.RecordOutcome outcome) {
        return "[noted] outcome %s; interest %s; %s; next: %s"
                .formatted(
                        outcome.outcome(),
                        outcome.interest(),
                        outcome.summary(),
                        outcome.nextAction());
    }

    private void noted(String call, String words) {
        transcript.note(words, desk.sinceStart());
        answerAtOnce(call, DONE);
    }

    /// A stored one is remembered, or a session that comes later would book it again.
    void appointmentNoted(PlatformEvent.AppointmentNoted noted) {
        String start = appointments.remove(noted.call());
        if (noted.stored() && start != null) {
            memory.noted("[noted] The appointment at " + start + " is booked.");
        }
        if (desk.conversing() && round.open()) {
            answer(noted.call(), noted.stored() ? DONE : NOT_NOTED);
        }
    }

    /// Nobody waits for answers any more.
    void modelLost() {
        desk.cancel(Timer.TOOLS);
        round.forget();
        advisorCall = null;
    }

    private void answerAtOnce(String call, String output) {
        round.called(call, output);
        answer(call, output);
    }

    private void answer(String call, String output) {
        if (round.answered(call)) {
            if (!round.open()) {
                desk.cancel(Timer.TOOLS);
            }
            desk.add(new ModelCommand.AnswerTool(call, output));
            answerWithFloor();
        }
    }

    /// All answers are in and nobody speaks: the model may make something of them.
    void answerWithFloor() {
        boolean free = desk.conversing() && floor.idle() && !floor.leaving();
        if (free && round.takeFloor()) {
            floor.offer(null);
        }
    }
}
