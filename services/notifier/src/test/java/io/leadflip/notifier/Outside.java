package io.leadflip.notifier;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Steers the outside world, and reads what it received.
@ApplicationScoped
class Outside {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String sandbox;
    private final String door;

    Outside(
            @ConfigProperty(name = "test.sandbox") String sandbox,
            @ConfigProperty(name = "test.door") String door) {
        this.sandbox = sandbox;
        this.door = door;
    }

    /// Mails that a provider has for the consumer or business of a lead.
    List<JsonObject> mails(String provider, UUID leadId) {
        return ledger(provider + ".mail").stream()
                .filter(mail -> mail.getString("to").equals(leadId + "@example.com"))
                .toList();
    }

    List<JsonObject> texts(UUID leadId) {
        var phone = "+1317555%04d".formatted(Math.floorMod(leadId.toString().hashCode(), 10_000));
        return ledger("twilio.sms").stream()
                .filter(text -> text.getString("to").equals(phone))
                .toList();
    }

    static String phoneOf(UUID leadId) {
        return "+1317555%04d".formatted(Math.floorMod(leadId.toString().hashCode(), 10_000));
    }

    private List<JsonObject> ledger(String kind) {
        return new JsonObject(send(request(sandbox + "/__sandbox/ledger/" + kind).GET()))
                .getJsonArray("entries").stream().map(JsonObject.class::cast).toList();
    }

    void mailFault(String provider, String fault) {
        post(
                sandbox + "/__sandbox/faults/" + provider,
                new JsonObject().put("fault", fault).put("times", 1));
    }

    void textFault(String fault) {
        post(
                sandbox + "/__sandbox/faults/twilio",
                new JsonObject().put("fault", fault).put("resource", "messages").put("times", 1));
    }

    void stopTexts(String phone) {
        send(
                request(
                                sandbox
                                        + "/__sandbox/twilio/suppressions?number="
                                        + phone.replace("+", "%2B"))
                        .POST(HttpRequest.BodyPublishers.noBody()));
    }

    /// What lead-intake answers next about this lead.
    void permit(UUID leadId, JsonObject answer) {
        send(
                request(door + "/door/" + leadId)
                        .PUT(HttpRequest.BodyPublishers.ofString(answer.encode())));
    }

    List<JsonObject> suppressions() {
        return new JsonArray(send(request(door + "/door/suppressions").GET()))
                .stream().map(JsonObject.class::cast).toList();
    }

    void form(String path, String authorization, String body) {
        var request =
                request(sandbox + path)
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/x-www-form-urlencoded");
        send(request.POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private void post(String url, JsonObject body) {
        send(
                request(url)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.encode())));
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url));
    }

    private String send(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new AssertionError(
                        response.uri()
                                + " answered "
                                + response.statusCode()
                                + " "
                                + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
