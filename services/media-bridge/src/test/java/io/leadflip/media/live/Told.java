package io.leadflip.media.live;

import io.leadflip.contracts.event.Domain;
import io.leadflip.contracts.event.EventEntry;
import io.leadflip.contracts.event.EventStreams;
import io.leadflip.contracts.event.MediaFact;
import io.leadflip.media.stream.FactsConfig;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamRange;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// What other services would read from the stream.
final class Told {
    private Told() {}

    /// The facts of one attempt, in the order of the stream.
    static List<MediaFact> by(RedisDataSource redis, FactsConfig facts, UUID leadId, UUID attemptId) throws Exception {
        var stream = new EventStreams(facts.prefix(), facts.partitions()).of(Domain.LEAD, leadId.toString());
        List<MediaFact> told = new ArrayList<>();
        for (var message : redis.stream(String.class).xrange(stream, StreamRange.of("-", "+"))) {
            var event = new EventEntry(message.payload()).event();
            if (event.subject().equals(attemptId.toString())) {
                told.add((MediaFact) event.data());
            }
        }
        return told;
    }
}
