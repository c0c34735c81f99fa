package io.leadflip.calls.call;

import io.leadflip.contracts.event.CallFact.CallRequested;
import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventType;
import io.leadflip.platform.stream.Subscriber;
import io.leadflip.platform.work.WorkQueue;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;

/// Takes requested calls in; the gate looks at them afterwards.
@ApplicationScoped
class CallRequests implements Subscriber {
    private final Calls calls;
    private final WorkQueue work;
    private final Clock clock;

    CallRequests(Calls calls, WorkQueue work, Clock clock) {
        this.calls = calls;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.CALL_REQUESTED);
    }

    @Override
    public Uni<Void> on(Event event) {
        CallRequested requested = (CallRequested) event.data();
        return calls.add(requested)
                .chain(
                        added ->
                                work.schedule(
                                        GateCall.KIND,
                                        requested.callId().toString(),
                                        new JsonObject(),
                                        clock.instant()));
    }
}
