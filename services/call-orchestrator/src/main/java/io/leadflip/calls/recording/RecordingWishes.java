package io.leadflip.calls.recording;

import io.leadflip.contracts.event.CallFact.RecordingDeletionRequested;
import io.leadflip.contracts.event.ContactFact.ContactSuppressed;
import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventType;
import io.leadflip.contracts.value.Channel;
import io.leadflip.platform.stream.Subscriber;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/// What consumers want of their recordings, told elsewhere: one is to be deleted, or they opt out
/// of calls, which ends and deletes what is being recorded.
@ApplicationScoped
class RecordingWishes implements Subscriber {
    private final RecordCalls recordings;

    RecordingWishes(RecordCalls recordings) {
        this.recordings = recordings;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.CALL_RECORDING_DELETION_REQUESTED, EventType.CONTACT_SUPPRESSED);
    }

    @Override
    public Uni<Void> on(Event event) {
        return switch (event.data()) {
            case RecordingDeletionRequested asked ->
                    recordings.unwantedOfCall(asked.callId(), DeletionReason.ASKED_FOR);
            case ContactSuppressed suppressed when ofCalls(suppressed) ->
                    recordings.runningUnwanted(suppressed.contactKey(), DeletionReason.OPTED_OUT);
            default -> Uni.createFrom().voidItem();
        };
    }

    private static boolean ofCalls(ContactSuppressed fact) {
        return fact.channels().isEmpty() || fact.channels().contains(Channel.AI_VOICE);
    }
}
