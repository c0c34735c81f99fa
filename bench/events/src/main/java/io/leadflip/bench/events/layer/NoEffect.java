package io.leadflip.bench.events.layer;

import io.leadflip.bench.events.sample.SampleEvents;
import io.leadflip.contracts.event.EventEntry;
import io.leadflip.contracts.event.EventEntry.MalformedEntryException;
import io.leadflip.platform.postgres.Contexts;
import io.leadflip.platform.stream.BatchSettlement;
import io.leadflip.platform.stream.LeasedBatch;
import io.leadflip.platform.stream.StreamBatch;
import io.smallrye.mutiny.Uni;
import java.util.List;

/// Settles by decoding every event and doing nothing with it, where the real settlement works too:
/// on a context of its own for each batch.
final class NoEffect implements BatchSettlement {
    private final Contexts contexts;
    private final Arrivals arrivals;

    NoEffect(Contexts contexts, Arrivals arrivals) {
        this.contexts = contexts;
        this.arrivals = arrivals;
    }

    @Override
    public List<Uni<Void>> settle(List<LeasedBatch> read) {
        return read.stream().map(leased -> settle(leased.batch())).toList();
    }

    private Uni<Void> settle(StreamBatch batch) {
        return contexts.isolated(() -> Uni.createFrom().item(() -> decode(batch)));
    }

    private Void decode(StreamBatch batch) {
        batch.entries().forEach(entry -> arrivals.arrived(index(entry.event())));
        return null;
    }

    private static int index(EventEntry entry) {
        try {
            return SampleEvents.indexOf(entry.event());
        } catch (MalformedEntryException e) {
            throw new IllegalStateException("an event of ours cannot be read", e);
        }
    }
}
