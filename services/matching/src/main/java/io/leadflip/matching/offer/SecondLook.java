package io.leadflip.matching.offer;

import io.leadflip.contracts.event.EventJson;
import io.leadflip.contracts.event.EventJson.MalformedFactException;
import io.leadflip.contracts.event.EventType;
import io.leadflip.contracts.event.LeadFact.LeadClassified;
import io.leadflip.matching.MatchingConfig;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.work.WorkHandler;
import io.leadflip.platform.work.WorkItem;
import io.leadflip.platform.work.WorkOutcome;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/// Looks again at a lead that nobody served when it was classified, until somebody does or patience
/// ends.
@ApplicationScoped
class SecondLook implements WorkHandler {
    static final String KIND = "second-look";

    private final MatchLead match;
    private final Transactions transactions;
    private final MatchingConfig config;
    private final Clock clock;

    SecondLook(MatchLead match, Transactions transactions, MatchingConfig config, Clock clock) {
        this.match = match;
        this.transactions = transactions;
        this.config = config;
        this.clock = clock;
    }

    static JsonObject payload(LeadClassified fact, Instant until) {
        return new JsonObject()
                .put("until", until.toString())
                .put("lead", new JsonObject(EventJson.write(fact)));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<WorkOutcome> perform(WorkItem item) {
        var fact = fact(item);
        var last = !clock.instant().isBefore(Instant.parse(item.payload().getString("until")));
        return transactions
                .run(() -> match.again(fact, last))
                .map(settled -> settled ? WorkOutcome.DONE : again());
    }

    @Override
    public Uni<Void> abandoned(WorkItem item, String reason) {
        return match.giveUp(UUID.fromString(item.key()));
    }

    private WorkOutcome again() {
        return new WorkOutcome.Again(config.lookAgainAfter(), "nobody-yet");
    }

    private static LeadClassified fact(WorkItem item) {
        try {
            var json = item.payload().getJsonObject("lead").encode();
            return (LeadClassified) EventJson.read(EventType.LEAD_CLASSIFIED, json);
        } catch (MalformedFactException e) {
            throw new IllegalStateException("A lead's second look cannot be read", e);
        }
    }
}
