package io.leadflip.media.live;

import io.leadflip.contracts.door.StreamBrief;
import io.leadflip.contracts.event.MediaFact;
import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.event.MediaFact.MediaEnded;
import io.leadflip.contracts.event.MediaFact.MediaStarted;
import io.leadflip.contracts.event.MediaFact.MediaTurn;
import io.leadflip.contracts.event.MediaFact.ModelUsage;
import io.leadflip.media.bridge.PlatformCommand;
import io.leadflip.media.bridge.PlatformCommand.Telling;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/// What is told about one call: its facts, with what was said sealed by the attempt's own key, and
/// its trace, which the facts refer to.
final class CallRecord {
    private final Facts facts;
    private final CallMetrics metrics;
    private final Clock clock;
    private final String model;
    private final StreamBrief brief;
    private final CallTrace trace;
    private TranscriptSeal seal;
    private int told;
    private boolean ended;

    CallRecord(Outside outside, StreamBrief brief) {
        this.facts = outside.facts();
        this.metrics = outside.metrics();
        this.clock = outside.clock();
        this.model = outside.model().name();
        this.brief = brief;
        this.trace = CallTrace.begin(outside.tracer(), brief);
    }

    /// From now on turns can be told.
    ///
    /// @throws IllegalArgumentException when the brief's key is none
    void openSeal() {
        seal = new TranscriptSeal(brief.sealKey());
    }

    UUID attempt() {
        return brief.attemptId();
    }

    void tell(Telling telling) {
        switch (telling) {
            case PlatformCommand.TellStarted(int number, String streamSid) ->
                    started(number, streamSid);
            case PlatformCommand.TellTurn turn -> turn(turn);
            case PlatformCommand.TellEnded end -> ended(end);
        }
    }

    private void started(int number, String streamSid) {
        tell(
                new MediaStarted(
                        brief.leadId(),
                        brief.callId(),
                        brief.attemptId(),
                        number,
                        streamSid,
                        Instant.now(clock)));
    }

    private void turn(PlatformCommand.TellTurn turn) {
        trace.turn(turn.speaker(), turn.startMs(), turn.endMs());
        tell(
                new MediaTurn(
                        brief.leadId(),
                        brief.callId(),
                        brief.attemptId(),
                        turn.number(),
                        turn.speaker(),
                        seal.seal(turn.text()),
                        turn.startMs(),
                        turn.endMs(),
                        turn.interrupted()));
    }

    /// The call ends by a fault of ours. Whoever waits for its end is told, unless that was done.
    void failed() {
        if (!ended) {
            tell(
                    new PlatformCommand.TellEnded(
                            told + 1,
                            MediaEndReason.PLATFORM_FAILED,
                            0,
                            new ModelUsage(model, 0, 0, 0, 0, 0)));
        }
    }

    private void ended(PlatformCommand.TellEnded end) {
        ended = true;
        metrics.ended(end.reason());
        tell(
                new MediaEnded(
                        brief.leadId(),
                        brief.callId(),
                        brief.attemptId(),
                        end.number(),
                        end.reason(),
                        end.durationMs(),
                        end.usage(),
                        Instant.now(clock)));
    }

    private void tell(MediaFact fact) {
        told = fact.number();
        facts.tell(fact, trace.traceparent());
    }

    /// Nothing more is told.
    void close() {
        trace.end();
    }
}
