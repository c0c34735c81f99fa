package io.leadflip.intake;

import io.leadflip.contracts.event.Source;
import io.leadflip.platform.door.DoorConfig;
import io.leadflip.platform.door.DoorTokens;
import io.leadflip.platform.door.InternalDoor;
import io.leadflip.platform.identity.Identifiers;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Other services at lead-intake's door.
@ApplicationScoped
class DoorCaller {
    private final InternalDoor door;
    private final DoorConfig config;

    DoorCaller(InternalDoor door, DoorConfig config) {
        this.door = door;
        this.config = config;
    }

    Response permit(Source caller, Map<String, Object> request) {
        return post(caller, "/internal/permits", request);
    }

    Response post(Source caller, String path, Map<String, ?> request) {
        return RestAssured.given()
                .port(door.port())
                .auth()
                .oauth2(new DoorTokens(caller, config).issue(Source.LEAD_INTAKE))
                .contentType(ContentType.JSON)
                .body(request)
                .post(path);
    }

    /// A request for the permit to send a message; `matchId` may be null.
    static Map<String, Object> message(
            Desk.Lead lead, UUID matchId, String recipient, String kind, String channel) {
        var request =
                new HashMap<String, Object>(
                        Map.of(
                                "for",
                                "message",
                                "notificationId",
                                Identifiers.next().toString(),
                                "leadId",
                                lead.id().toString(),
                                "recipient",
                                recipient,
                                "kind",
                                kind,
                                "channel",
                                channel));
        if (matchId != null) {
            request.put("matchId", matchId.toString());
        }
        return request;
    }
}
