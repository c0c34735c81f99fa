package io.leadflip.intake.stream;

import io.leadflip.contracts.event.CallFact;
import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventType;
import io.leadflip.intake.call.CallProgress;
import io.leadflip.intake.timeline.LeadJournal;
import io.leadflip.platform.stream.Subscriber;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Set;

/// What call-orchestrator and media-bridge tell.
@ApplicationScoped
class CallEvents implements Subscriber {
    private final LeadJournal journal;
    private final CallProgress progress;

    CallEvents(LeadJournal journal, CallProgress progress) {
        this.journal = journal;
        this.progress = progress;
    }

    @Override
    public Set<EventType> types() {
        return EnumSet.of(
                EventType.CALL_DENIED,
                EventType.CALL_SCHEDULED,
                EventType.CALL_DIALING,
                EventType.CALL_RINGING,
                EventType.CALL_ANSWERED,
                EventType.CALL_ENDED,
                EventType.CALL_CONCLUDED,
                EventType.CALL_CANCELLED,
                EventType.CALL_UNKNOWN,
                EventType.MEDIA_STARTED,
                EventType.MEDIA_TURN,
                EventType.MEDIA_ENDED);
    }

    @Override
    public Uni<Void> on(Event event) {
        return journal.note(event)
                .chain(
                        () ->
                                event.data() instanceof CallFact call
                                        ? progress.on(call)
                                        : Uni.createFrom().voidItem());
    }
}
