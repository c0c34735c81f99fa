package io.leadflip.sandbox.story;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Leads one lead from the consumer's sentence to the outcome of the call, over public APIs only.
///
/// It can begin anywhere: each step looks at what there is and does only what is missing, so the
/// story may be killed at any point and told again.
final class LeadJourney {
    private static final Set<String> NOT_YET_DECIDED = Set.of("?", "RECEIVED", "CLASSIFIED");
    private static final Set<String> HELD = Set.of("NOTIFIED", "ACCEPTED");
    private static final Duration DECISION = Duration.ofMinutes(2);
    private static final Duration CALL = Duration.ofMinutes(8);
    private static final Duration SETTLING = Duration.ofSeconds(30);

    private final LeadSeed seed;
    private final ConsumerSide consumer;
    private final BusinessSide businesses;
    private final Progress progress;

    LeadJourney(LeadSeed seed, ConsumerSide consumer, BusinessSide businesses, Progress progress) {
        this.seed = seed;
        this.consumer = consumer;
        this.businesses = businesses;
        this.progress = progress;
    }

    /// Comes to an end in any case: what breaks one lead must not stop the others.
    LeadStory tell() {
        try {
            return travel();
        } catch (RuntimeException e) {
            progress.say(seed, "STOPPED: " + e);
            return LeadStory.broken(seed, consumer.leadId(), e.toString());
        }
    }

    private LeadStory travel() {
        consumer.submit();
        progress.say(seed, "submitted as " + consumer.leadId());
        String status = decided();
        progress.say(seed, status);
        if (!seed.expectsCall() || consumer.matches().isEmpty()) {
            settle();
            return ended(Optional.empty(), Optional.empty(), Optional.empty());
        }
        JsonObject match = accepted();
        String businessId = match.getString("businessId");
        progress.say(seed, "accepted by " + businesses.name(businessId));
        consumer.provePhone(DECISION);
        consumer.consent(match, businesses.name(businessId));
        progress.say(seed, "phone proved, consent given");
        return called(match, businessId);
    }

    private LeadStory called(JsonObject match, String businessId) {
        String callId = businesses.requestCall(businessId, match.getString("matchId"), seed);
        progress.say(seed, "call requested");
        CallEnd end =
                Patience.of(CALL)
                        .until(() -> callEnd(businessId, callId))
                        .orElseThrow(
                                () ->
                                        new StoryException(
                                                "The call did not come to an end within " + CALL));
        progress.say(
                seed,
                "call: "
                        + end.word()
                        + (end.retryScheduled() ? " (next attempt is scheduled)" : ""));
        settle();
        JsonObject record = businesses.call(businessId, callId).expect(200).json();
        return ended(
                Optional.of(businesses.name(businessId)), Optional.of(end), Optional.of(record));
    }

    private LeadStory ended(
            Optional<String> business, Optional<CallEnd> call, Optional<JsonObject> callRecord) {
        return new LeadStory(
                seed,
                consumer.leadId(),
                consumer.lead(),
                business,
                call,
                callRecord,
                consumer.timeline(),
                Optional.empty());
    }

    private String decided() {
        return Patience.of(DECISION)
                .until(
                        () ->
                                Optional.of(status())
                                        .filter(status -> !NOT_YET_DECIDED.contains(status)))
                .orElseThrow(
                        () ->
                                new StoryException(
                                        "The lead was neither matched nor turned away within "
                                                + DECISION));
    }

    private String status() {
        return consumer.lead().getString("status", "?");
    }

    /// The match that holds: the one accepted earlier, else the best one that was told and now
    /// accepts.
    private JsonObject accepted() {
        return Patience.of(DECISION)
                .until(this::accept)
                .orElseThrow(
                        () ->
                                new StoryException(
                                        "No matched business could accept within " + DECISION));
    }

    private Optional<JsonObject> accept() {
        List<JsonObject> held =
                consumer.matches().stream()
                        .filter(
                                match ->
                                        HELD.contains(match.getString("status"))
                                                && businesses.owns(match.getString("businessId")))
                        .toList();
        Optional<JsonObject> before =
                held.stream()
                        .filter(match -> "ACCEPTED".equals(match.getString("status")))
                        .findFirst();
        if (before.isPresent()) {
            return before;
        }
        held.stream()
                .max(
                        Comparator.comparing((JsonObject match) -> match.getDouble("score"))
                                .thenComparing(match -> match.getString("matchId")))
                .ifPresent(
                        best ->
                                businesses.accept(
                                        best.getString("businessId"), best.getString("matchId")));
        return Optional.empty();
    }

    private Optional<CallEnd> callEnd(String businessId, String callId) {
        Reply call = businesses.call(businessId, callId).expect(200, 404);
        return call.status() == 200 ? CallEnd.of(call.json()) : Optional.empty();
    }

    /// The last facts travel after the one the story waited for.
    private void settle() {
        Patience.of(SETTLING).until(() -> Optional.of(status()).filter(seed.leadEnds()::contains));
    }
}
