package io.leadflip.faults.load;

import io.leadflip.sandbox.story.BusinessSide;
import io.leadflip.sandbox.story.ConsumerSide;
import io.leadflip.sandbox.story.LeadSeed;
import io.leadflip.sandbox.story.Patience;
import io.leadflip.sandbox.story.StoryException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The way of one lead from the first match to a requested call. The call itself is nobody's to
/// wait for: it ends when people hang up.
final class CallJourney {
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final Duration CODE_COMES_WITHIN = Duration.ofSeconds(60);
    private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(20);
    private static final Duration LOOK_EVERY = Duration.ofMillis(800);
    private static final Set<String> OPEN = Set.of("NOTIFIED", "ACCEPTED");

    private final LeadSeed seed;
    private final ConsumerSide consumer;
    private final BusinessSide businesses;

    CallJourney(LeadSeed seed, ConsumerSide consumer, BusinessSide businesses) {
        this.seed = seed;
        this.consumer = consumer;
        this.businesses = businesses;
    }

    /// @return whether a call was asked for; not when no business wanted the lead
    boolean travel() {
        Optional<JsonObject> accepted = new Patience(PATIENCE, LOOK_EVERY).until(this::accepted);
        accepted.ifPresent(this::askForCall);
        return accepted.isPresent();
    }

    private Optional<JsonObject> accepted() {
        List<JsonObject> open =
                consumer.matches().stream()
                        .filter(match -> OPEN.contains(match.getString("status")))
                        .toList();
        return open.stream()
                .max(Comparator.comparing(match -> match.getDouble("score")))
                .filter(
                        best ->
                                businesses.accept(
                                        best.getString("businessId"), best.getString("matchId")));
    }

    private void askForCall(JsonObject match) {
        String businessId = match.getString("businessId");
        new Patience(PATIENCE, ASK_AGAIN_AFTER)
                .until(this::phoneProved)
                .orElseThrow(() -> new IllegalStateException("no code proves the phone"));
        consumer.consent(match, businesses.name(businessId));
        businesses.requestCall(businessId, match.getString("matchId"), seed);
    }

    /// Whoever gets no code that works asks for another, as people do.
    private Optional<Boolean> phoneProved() {
        try {
            consumer.provePhone(CODE_COMES_WITHIN);
            return Optional.of(true);
        } catch (StoryException e) {
            return Optional.empty();
        }
    }
}
