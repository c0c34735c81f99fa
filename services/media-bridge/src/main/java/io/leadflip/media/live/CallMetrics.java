package io.leadflip.media.live;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.media.bridge.CloseCause;
import io.leadflip.media.bridge.PlatformCommand.Measurement;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// What operators ask about calls.
@ApplicationScoped
class CallMetrics {
    private final MeterRegistry metrics;
    private final Timer firstAudio;
    private final Timer bargeIn;

    CallMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
        this.firstAudio =
                Timer.builder("leadflip.media.first-audio")
                        .publishPercentileHistogram()
                        .register(metrics);
        this.bargeIn =
                Timer.builder("leadflip.media.barge-in")
                        .publishPercentileHistogram()
                        .register(metrics);
    }

    void closed(CloseCause cause) {
        metrics.counter("leadflip.media.streams.closed", "cause", cause.wire()).increment();
    }

    void ended(MediaEndReason reason) {
        metrics.counter("leadflip.media.calls.ended", "reason", reason.name()).increment();
    }

    /// From the model's word that the caller speaks to the order to clear the play buffer.
    void bargeIn(long nanos) {
        bargeIn.record(Duration.ofNanos(nanos));
    }

    void measured(Measurement measurement, long value) {
        switch (measurement) {
            case FIRST_AUDIO_MS -> firstAudio.record(Duration.ofMillis(value));
            case RING_DROP -> count("leadflip.media.ring.dropped", value);
            case INTERRUPTION -> count("leadflip.media.interruptions", value);
            case FALSE_INTERRUPTION -> count("leadflip.media.interruptions.false", value);
            case TRUNCATION -> count("leadflip.media.truncations", value);
            case RUNAWAY_RESPONSE -> count("leadflip.media.responses.runaway", value);
            case COMPLAINT -> count("leadflip.media.model.complaints", value);
            case READING_PAUSED -> count("leadflip.media.model.paused", value);
            case STALL -> count("leadflip.media.stalls", value);
            case TURN_RESPONSE_MS -> time("leadflip.media.turn.response", value);
            case TURN_FIRST_BYTE_MS -> time("leadflip.media.turn.first-byte", value);
            case TURN_FIRST_MARK_MS -> time("leadflip.media.turn.first-mark", value);
            case IN_FLIGHT_MS -> time("leadflip.media.in-flight", value);
            case COST_LIMIT -> count("leadflip.media.cost-limits", value);
            case EMERGENCY -> count("leadflip.media.emergencies", value);
            case MODEL_LOST -> count("leadflip.media.model.lost", value);
            case MODEL_BACK_MS -> time("leadflip.media.model.back", value);
            case MODEL_RECYCLED -> count("leadflip.media.model.recycled", value);
            case MODEL_REFUSED -> count("leadflip.media.model.refused", value);
        }
    }

    private void time(String name, long ms) {
        Timer.builder(name)
                .publishPercentileHistogram()
                .register(metrics)
                .record(Duration.ofMillis(ms));
    }

    private void count(String name, long value) {
        metrics.counter(name).increment(value);
    }
}
