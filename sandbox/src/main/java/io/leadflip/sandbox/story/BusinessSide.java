package io.leadflip.sandbox.story;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The forty businesses: registers each under its owner's account, and later acts for the one a
/// lead has chosen.
public final class BusinessSide {
    private final Api api;
    private final SandboxControl sandbox;
    private final Map<String, BusinessSeed> byId = new ConcurrentHashMap<>();

    public BusinessSide(Api api, SandboxControl sandbox) {
        this.api = api;
        this.sandbox = sandbox;
    }

    public void register(List<BusinessSeed> businesses) {
        businesses.forEach(this::register);
    }

    private void register(BusinessSeed business) {
        Map<String, String> headers = new HashMap<>(signedIn(business));
        headers.put("Idempotency-Key", business.idempotencyKey());
        Reply reply = api.post("/v1/businesses", business.request(), headers).expect(200, 201);
        String businessId = reply.json().getString("businessId");
        byId.put(businessId, business);
        approvePhone(businessId, business);
    }

    /// Changes a registered business; what is not named stays as it is.
    public void change(BusinessSeed business, JsonObject change) {
        api.patch("/v1/businesses/" + id(business), change, signedIn(business)).expect(200);
    }

    private String id(BusinessSeed business) {
        return byId.entrySet().stream()
                .filter(known -> known.getValue().equals(business))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new StoryException(business.name() + " is not registered"));
    }

    /// What an operator does once somebody has found out that the number is the business's.
    private void approvePhone(String businessId, BusinessSeed business) {
        api.put(
                        "/v1/admin/businesses/" + businessId + "/phone-approval",
                        new JsonObject().put("phone", business.request().getString("phone")),
                        sandbox.signedIn("operator", "admin"))
                .expect(200);
    }

    public boolean owns(String businessId) {
        return byId.containsKey(businessId);
    }

    public String name(String businessId) {
        return byId.get(businessId).name();
    }

    /// True when the business holds the lead now; false when the answer came too late.
    public boolean accept(String businessId, String matchId) {
        Reply reply =
                api.post("/v1/matches/" + matchId + "/accept", new JsonObject(), as(businessId))
                        .expect(200, 409);
        return reply.status() == 200;
    }

    /// Asks for the call and returns its id.
    public String requestCall(String businessId, String matchId, LeadSeed lead) {
        Map<String, String> headers = new HashMap<>(as(businessId));
        headers.put("Idempotency-Key", lead.idempotencyKey("call"));
        JsonObject request =
                new JsonObject().put("purpose", "qualify_lead").put("objective", lead.objective());
        return api.post("/v1/matches/" + matchId + "/calls", request, headers)
                .expect(200, 202)
                .json()
                .getString("callId");
    }

    public Reply call(String businessId, String callId) {
        return api.get("/v1/calls/" + callId, as(businessId));
    }

    private Map<String, String> as(String businessId) {
        return signedIn(byId.get(businessId));
    }

    private Map<String, String> signedIn(BusinessSeed business) {
        return sandbox.signedIn(business.owner(), "business");
    }
}
