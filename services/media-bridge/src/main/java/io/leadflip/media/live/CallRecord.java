package io.leadflip.media.live;

import io.leadflip.contracts.door.StreamBrief;
import io.leadflip.contracts.event.MediaFact;
import io.leadflip.contracts.event.MediaFact.MediaEnded;
import io.leadflip.contracts.event.MediaFact.MediaStarted;
import io.leadflip.contracts.event.MediaFact.MediaTurn;
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
    private final StreamBrief brief;
    private final TranscriptSeal seal;
    private final CallTrace trace;

    /// @throws IllegalArgumentException when the brief's key is none
    CallRecord(Outside outside, StreamBrief brief) {
        this.facts = outside.facts();
        this.metrics = outside.metrics();
        this.clock = outside.clock();
        this.brief = brief;
        this.seal = new TranscriptSeal(brief.sealKey());
        this.trace = CallTrace.begin(outside.tracer(), brief);
    }

    UUID attempt() {
        return brief.attemptId();
    }

    void tell(Telling telling) {
        switch (telling) {
            case PlatformCommand.TellStarted(int number, String streamSid) ->
                    started(number, streamSid);
            case PlatformCommand.TellTurn turn -> turn(turn);
            case PlatformCommand.TellEnded ended -> ended(ended);
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

    private void ended(PlatformCommand.TellEnded ended) {
        metrics.ended(ended.reason());
        tell(
                new MediaEnded(
                        brief.leadId(),
                        brief.callId(),
                        brief.attemptId(),
                        ended.number(),
                        ended.reason(),
                        ended.durationMs(),
                        ended.usage(),
                        Instant.now(clock)));
    }

    private void tell(MediaFact fact) {
        facts.tell(fact, trace.traceparent());
    }

    /// Nothing more is told.
    void close() {
        trace.end();
    }
}
