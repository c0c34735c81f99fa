package io.leadflip.sandbox.openai;

import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// What the provider tells a client. Keys come in another order each time, as nothing promises an
/// order, and now and then there is an event no client knows.
final class ServerEvents {
    private final ServerWebSocket socket;
    private final Random order;
    private final OpenAiFaults.Break end;
    private int sent;

    ServerEvents(ServerWebSocket socket, long seed, OpenAiFaults.Break end) {
        this.socket = socket;
        this.order = new Random(seed);
        this.end = end;
    }

    void send(String type, JsonObject fields) {
        if (socket.isClosed()) {
            return;
        }
        socket.writeTextMessage(
                shuffled(fields.copy().put("type", type).put("event_id", Ids.next("event")))
                        .encode());
        sent++;
        if (sent == end.after()) {
            breakOff();
        }
    }

    private void breakOff() {
        if (end.code() != null) {
            error(
                    new RealtimeError(end.code(), "A fault of the sandbox: " + end.code(), null),
                    null);
        }
        socket.close((short) 1011, "fault asked for");
    }

    void error(RealtimeError error, String clientEventId) {
        send("error", new JsonObject().put("error", error.json(clientEventId)));
    }

    /// Clients must pass over events they do not know.
    void somethingNew() {
        if (order.nextInt(3) == 0) {
            send(
                    "response.sandbox_note",
                    new JsonObject().put("note", "An event no client knows."));
        }
    }

    int nextInt(int from, int to) {
        return order.nextInt(from, to);
    }

    private JsonObject shuffled(JsonObject event) {
        List<String> keys = new ArrayList<>(event.fieldNames());
        Collections.shuffle(keys, order);
        JsonObject result = new JsonObject();
        keys.forEach(key -> result.put(key, event.getValue(key)));
        return result;
    }
}
