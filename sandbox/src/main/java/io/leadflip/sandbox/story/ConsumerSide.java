package io.leadflip.sandbox.story;

import io.leadflip.sandbox.checker.Checker;
import io.leadflip.sandbox.ledger.Ledger;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one consumer does: sends the lead, proves the phone, consents, and looks on.
public final class ConsumerSide {
    private final Api api;
    private final SandboxControl sandbox;
    private final Ledger notes;
    private final LeadSeed seed;
    private String leadId;
    private Map<String, String> identity = Map.of();

    public ConsumerSide(Api api, SandboxControl sandbox, Ledger notes, LeadSeed seed) {
        this.api = api;
        this.sandbox = sandbox;
        this.notes = notes;
        this.seed = seed;
    }

    public String leadId() {
        return leadId;
    }

    Map<String, String> identity() {
        return identity;
    }

    public void submit() {
        Map<String, String> headers =
                new HashMap<>(
                        seed.visitor() ? Map.of() : sandbox.signedIn(seed.subject(), "consumer"));
        headers.put("Idempotency-Key", seed.idempotencyKey("lead"));
        JsonObject accepted = api.post("/v1/leads", seed.request(), headers).expect(202).json();
        leadId = accepted.getString("leadId");
        if (seed.visitor()) {
            identity = Map.of("X-Tracking-Token", trackingToken(accepted));
        } else {
            identity = sandbox.signedIn(seed.subject(), "consumer");
        }
        note(accepted);
    }

    private String trackingToken(JsonObject accepted) {
        return Optional.ofNullable(accepted.getString("trackingToken"))
                .or(() -> noted().map(note -> note.getString("trackingToken")))
                .orElseThrow(
                        () ->
                                new StoryException(
                                        "No tracking token for the visitor of " + seed.key()));
    }

    private Optional<JsonObject> noted() {
        return notes
                .entries(Checker.PROMISE, note -> leadId.equals(note.getString("leadId")))
                .stream()
                .findFirst();
    }

    private void note(JsonObject accepted) {
        if (noted().isEmpty()) {
            notes.append(
                    Checker.PROMISE,
                    new JsonObject()
                            .put("key", seed.key())
                            .put("leadId", leadId)
                            .put("trackingToken", accepted.getString("trackingToken")));
        }
    }

    public JsonObject lead() {
        return api.get("/v1/leads/" + leadId, identity).expect(200).json();
    }

    List<JsonObject> timeline() {
        return api.get("/v1/leads/" + leadId + "/timeline", identity).expect(200).list("entries");
    }

    public List<JsonObject> matches() {
        return api.get("/v1/leads/" + leadId + "/matches", identity).expect(200).list("matches");
    }

    public void provePhone(Duration limit) {
        if (lead().getBoolean("phoneVerified", false) || proved(sandbox.codes(seed.phone()))) {
            return;
        }
        List<String> before = sandbox.codes(seed.phone());
        verification(new JsonObject()).expect(200, 202);
        Patience.of(limit)
                .until(
                        () ->
                                Optional.of(sandbox.codes(seed.phone()))
                                        .filter(now -> now.size() > before.size()))
                .filter(this::proved)
                .orElseThrow(
                        () ->
                                new StoryException(
                                        "No code that proves the phone arrived for " + seed.key()));
    }

    /// Tries the newest code only: more tries would use up what the platform allows.
    private boolean proved(List<String> codes) {
        return !codes.isEmpty()
                && verification(new JsonObject().put("code", codes.getFirst()))
                                .expect(200, 409, 422)
                                .status()
                        == 200;
    }

    private Reply verification(JsonObject body) {
        return api.post("/v1/leads/" + leadId + "/phone-verification", body, identity);
    }

    public void consent(JsonObject match, String businessName) {
        if (match.getJsonObject("consent") != null) {
            return;
        }
        JsonObject consent =
                new JsonObject()
                        .put("channels", new JsonArray().add("AI_VOICE"))
                        .put(
                                "purposes",
                                new JsonArray().add("qualify_lead").add("consumer_callback"))
                        .put(
                                "text",
                                "I agree that "
                                        + businessName
                                        + " may call me about this request through LeadFlip with an AI voice assistant.")
                        .put("version", "2026-11")
                        .put("agreed", true);
        api.put("/v1/matches/" + match.getString("matchId") + "/consent", consent, identity)
                .expect(200, 204);
    }
}
