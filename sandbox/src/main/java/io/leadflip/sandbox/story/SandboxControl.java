package io.leadflip.sandbox.story;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The story's hand in the outside world: signs people in, reads their phones, says who answers
/// them.
public final class SandboxControl {
    private static final Pattern CODE = Pattern.compile("\\b(\\d{6})\\b");

    private final Api api;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    public SandboxControl(Api api) {
        this.api = api;
    }

    public void describe(List<LeadSeed> leads) {
        JsonObject people = new JsonObject();
        leads.forEach(
                lead -> lead.persona().ifPresent(persona -> people.put(lead.phone(), persona)));
        api.post("/__sandbox/personas", people, Map.of()).expect(200);
    }

    /// The header of somebody signed in.
    public Map<String, String> signedIn(String subject, String role) {
        return Map.of(
                "Authorization",
                "Bearer " + tokens.computeIfAbsent(subject, unknown -> token(subject, role)));
    }

    private String token(String subject, String role) {
        return api.get("/__sandbox/tokens?sub=" + subject + "&roles=" + role, Map.of())
                .expect(200)
                .json()
                .getString("token");
    }

    /// Codes that were sent to a phone, newest first.
    public List<String> codes(String phone) {
        String path = "/__sandbox/sms?to=" + URLEncoder.encode(phone, StandardCharsets.UTF_8);
        return api.get(path, Map.of()).expect(200).list("entries").reversed().stream()
                .map(sms -> code(sms.getString("body", "")))
                .flatMap(Optional::stream)
                .toList();
    }

    /// What was said and played on the latest call to that phone; empty when none was answered, or
    /// the sandbox was started again since.
    Optional<byte[]> recording(String phone) {
        return api
                .get("/__sandbox/ledger/twilio.call", Map.of())
                .expect(200)
                .list("entries")
                .reversed()
                .stream()
                .filter(call -> phone.equals(call.getString("to")))
                .findFirst()
                .flatMap(
                        call ->
                                api.file(
                                        "/__sandbox/twilio/recordings/"
                                                + call.getString("sid")
                                                + ".wav"));
    }

    private static Optional<String> code(String text) {
        Matcher matcher = CODE.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
