package io.leadflip.sandbox.story;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/// What became of one lead.
///
/// @param call how the call ended; empty when none was made
/// @param failure why the story could not go on; empty when it came to its end
record LeadStory(
        LeadSeed seed,
        String leadId,
        JsonObject lead,
        Optional<String> business,
        Optional<CallEnd> call,
        Optional<JsonObject> callRecord,
        List<JsonObject> timeline,
        Optional<String> failure) {

    static LeadStory broken(LeadSeed seed, String leadId, String why) {
        return new LeadStory(
                seed,
                leadId,
                new JsonObject(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of(why));
    }

    /// How often the consumer cut the agent short.
    long bargeIns() {
        return timeline.stream()
                .filter(entry -> "media.turn".equals(entry.getString("kind")))
                .map(entry -> entry.getJsonObject("detail", new JsonObject()))
                .filter(
                        turn ->
                                "agent".equalsIgnoreCase(turn.getString("speaker"))
                                        && turn.getBoolean("interrupted", false))
                .count();
    }

    String status() {
        return lead.getString("status", "?");
    }

    /// What differs from the expected end; empty when all is as it should be.
    ///
    /// @param processesWereKilled whether a call may have ended in doubt or by the platform's fault
    Optional<String> surprise(boolean processesWereKilled) {
        if (failure.isPresent()) {
            return failure;
        }
        if (processesWereKilled && call.map(CallEnd::endedByFault).orElse(false)) {
            return Optional.empty();
        }
        if (!seed.leadEnds().contains(status())) {
            return Optional.of("lead is " + status() + ", expected one of " + seed.leadEnds());
        }
        String end = call.map(CallEnd::word).orElse("none");
        boolean asExpected = seed.expectsCall() ? seed.callEnds().contains(end) : call.isEmpty();
        return asExpected
                ? Optional.empty()
                : Optional.of("call ended " + end + ", expected one of " + seed.callEnds());
    }
}
