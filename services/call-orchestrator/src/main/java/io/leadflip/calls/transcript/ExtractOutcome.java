package io.leadflip.calls.transcript;

import io.leadflip.calls.dialing.Attempt;
import io.leadflip.platform.work.WorkQueue;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/// When a conversation is read: at the bridge's last fact, or a while after the call if that never
/// comes.
@ApplicationScoped
public class ExtractOutcome {
    static final String KIND = "extract";

    private final WorkQueue work;
    private final TranscriptSettings settings;
    private final Clock clock;

    ExtractOutcome(WorkQueue work, TranscriptSettings settings, Clock clock) {
        this.work = work;
        this.settings = settings;
        this.clock = clock;
    }

    /// The call is over. A stream that was never opened has no facts to wait for.
    public Uni<Void> schedule(Attempt ended) {
        Instant now = clock.instant();
        boolean complete = ended.mediaEndedAt() != null || ended.redeemedAt() == null;
        return work.schedule(
                KIND,
                ended.id().toString(),
                new JsonObject(),
                complete ? now : now.plus(settings.lateFacts()));
    }

    /// The last fact came after the end of the call.
    Uni<Void> now(UUID attemptId) {
        return work.reschedule(KIND, attemptId.toString(), clock.instant());
    }
}
