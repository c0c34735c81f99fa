package io.leadflip.media.live;

import static io.leadflip.media.live.LoopCall.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.MediaFact;
import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.event.MediaFact.MediaEnded;
import io.leadflip.contracts.event.MediaFact.MediaTurn;
import io.leadflip.contracts.event.MediaFact.ModelUsage;
import io.leadflip.media.bridge.CallerCommand;
import io.leadflip.media.bridge.CallerEvent;
import io.leadflip.media.bridge.CloseCause;
import io.leadflip.media.bridge.ModelEvent;
import io.micrometer.core.instrument.Meter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is left of a call that breaks, and what operators see of one that does not.
class LiveCallTest {
    @Test
    void shouldTellTheEndOfACallThatBreaks() {
        try (var call = new LoopCall()) {
            // Given
            call.converses().speaks("r1", "Is it a good moment?", 4_000);
            until(() -> call.marks() > 2);
            // When
            call.phoneBreaks = true;
            call.model(new ModelEvent.SpeechStarted("c1", 100));
            // Then
            until(() -> call.calls.active() == 0);
            assertThat(call.played)
                    .endsWith(new CallerCommand.Close(CloseCause.PLATFORM_UNAVAILABLE));
            var end = (MediaEnded) call.told.getLast();
            assertThat(end.reason()).isEqualTo(MediaEndReason.PLATFORM_FAILED);
            assertThat(end.usage()).isEqualTo(new ModelUsage("m", 1, 2, 3, 4, 5));
            assertThat(call.told).filteredOn(MediaEnded.class::isInstance).hasSize(1);
            assertThat(call.told.getFirst().number()).isEqualTo(1);
        }
    }

    /// Not even its line can be closed any more.
    @Test
    void shouldLeaveNothingOfACallWhosePhoneIsBroken() {
        try (var call = new LoopCall()) {
            // Given
            call.converses();
            // When
            call.phoneIsBroken = true;
            call.speaks("r1", "Is it a good moment?", 400);
            // Then
            until(() -> call.calls.active() == 0);
            assertThat(call.told)
                    .extracting(MediaFact::number)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, call.told.size()).boxed().toList());
            assertThat(((MediaEnded) call.told.getLast()).reason())
                    .isEqualTo(MediaEndReason.PLATFORM_FAILED);
        }
    }

    @Test
    void shouldMeasureEveryStepOfACall() {
        try (var call = new LoopCall()) {
            // Given: the caller speaks once while nothing plays, and once into the agent's words
            call.converses().speaks("r1", "Hello.", 400);
            until(() -> call.marks() == 3);
            call.echoes();
            callerSays(call, "c1");
            call.speaks("r2", "Is it a good moment?", 4_000);
            until(() -> call.marks() > 4);
            call.echoes(3);
            callerSays(call, "c2");
            until(() -> !call.all(CallerCommand.Clear.class).isEmpty());
            // When
            call.says(new CallerEvent.Stopped());
            // Then
            until(() -> call.calls.active() == 0);
            assertThat(times(call, "leadflip.media.first-audio")).isEqualTo(1);
            assertThat(times(call, "leadflip.media.turn.response")).isEqualTo(1);
            assertThat(times(call, "leadflip.media.turn.first-byte")).isEqualTo(1);
            assertThat(times(call, "leadflip.media.turn.first-mark")).isEqualTo(1);
            assertThat(times(call, "leadflip.media.in-flight")).isEqualTo(2);
            assertThat(times(call, "leadflip.media.barge-in")).isEqualTo(1);
            assertThat(count(call, "leadflip.media.interruptions")).isEqualTo(1);
            assertThat(count(call, "leadflip.media.truncations")).isEqualTo(1);
            assertThat(
                            call.meters
                                    .get("leadflip.media.calls.ended")
                                    .tag("reason", "CALLER_HUNG_UP")
                                    .counter()
                                    .count())
                    .isEqualTo(1);
            assertThat(
                            call.meters
                                    .get("leadflip.media.streams.closed")
                                    .tag("cause", "done")
                                    .counter()
                                    .count())
                    .isEqualTo(1);
            assertThat(call.meters.get("leadflip.media.calls.active").gauge().value()).isZero();
            assertThat(call.meters.get("leadflip.media.calls.limit").gauge().value()).isEqualTo(20);
            assertThat(call.meters.getMeters())
                    .extracting(Meter::getId)
                    .allMatch(id -> id.getName().startsWith("leadflip.media."));
        }
    }

    /// Never one for a frame.
    @Test
    void shouldTraceTheCallAndEachTurn() {
        // Given
        var spans = new Spans();
        var tracing =
                SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build();
        try (var call = new LoopCall(tracing.get("test"))) {
            call.converses().speaks("r1", "Is it a good moment?", 400);
            until(() -> call.marks() > 2);
            call.echoes();
            // When
            call.says(new CallerEvent.Stopped());
            // Then
            until(() -> call.calls.active() == 0);
            var root = spans.named("media.call").getFirst();
            var end = (MediaEnded) call.told.getLast();
            assertThat(root.getAttributes().asMap().values())
                    .containsExactlyInAnyOrder(end.callId().toString(), end.attemptId().toString());
            assertThat(spans.named("media.turn"))
                    .hasSameSizeAs(call.told.stream().filter(MediaTurn.class::isInstance).toList())
                    .hasSize(2)
                    .allMatch(turn -> turn.getTraceId().equals(root.getTraceId()))
                    .allMatch(turn -> turn.getParentSpanId().equals(root.getSpanId()));
            assertThat(spans.all).hasSize(3);
        }
    }

    private static void callerSays(LoopCall call, String item) {
        call.model(
                new ModelEvent.SpeechStarted(item, 100),
                new ModelEvent.SpeechStopped(item, 900),
                new ModelEvent.TurnTaken(item),
                new ModelEvent.CallerSaid(item, "Yes, and what is it about?"));
    }

    private static long times(LoopCall call, String name) {
        return call.meters.get(name).timer().count();
    }

    private static double count(LoopCall call, String name) {
        return call.meters.get(name).counter().count();
    }

    private static final class Spans implements SpanExporter {
        private final List<SpanData> all = new CopyOnWriteArrayList<>();

        private List<SpanData> named(String name) {
            return all.stream().filter(span -> span.getName().equals(name)).toList();
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> ended) {
            all.addAll(ended);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
