package io.leadflip.platform.testing;

import static io.restassured.RestAssured.given;

import io.leadflip.contracts.event.Source;
import io.leadflip.platform.door.DoorConfig;
import io.leadflip.platform.door.DoorTokens;
import io.leadflip.platform.door.InternalDoor;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The dead letters of the service under test, as lead-intake sees them through the door, and the
/// tables behind them.
@ApplicationScoped
class Letters {
    private final InternalDoor door;
    private final DoorConfig config;
    private final Transactions transactions;
    private final Sql sql;

    Letters(InternalDoor door, DoorConfig config, Transactions transactions, Sql sql) {
        this.door = door;
        this.config = config;
        this.transactions = transactions;
        this.sql = sql;
    }

    RequestSpecification as(Source caller) {
        return given().port(door.port())
                .contentType(ContentType.JSON)
                .auth()
                .oauth2(new DoorTokens(caller, config).issue(Source.NOTIFIER));
    }

    RequestSpecification asIntake() {
        return as(Source.LEAD_INTAKE).header("X-Operator", "boss");
    }

    ValidatableResponse search(Map<String, Object> selection) {
        return asIntake()
                .body(Map.of("selection", selection))
                .post("/internal/dead-letters/search")
                .then();
    }

    /// @param operation `dry-run`, `replay` or `discard`
    ValidatableResponse operate(String operation, Map<String, Object> selection) {
        return asIntake().body(selection).post("/internal/dead-letters/" + operation).then();
    }

    ValidatableResponse operate(String operation, UUID letter) {
        return operate(operation, Map.of("ids", List.of(letter)));
    }

    /// The open letter of a fact, by the id in its payload.
    Optional<UUID> ofFact(UUID eventId) {
        return first(
                        "select id from dead_letter where payload ->> 'id' = $1 and state = 'OPEN'",
                        eventId.toString())
                .map(row -> row.uuid(0));
    }

    Optional<UUID> ofWork(String key) {
        return first(
                        "select id from dead_letter where payload ->> 'key' = $1 and state = 'OPEN'",
                        key)
                .map(row -> row.uuid(0));
    }

    Optional<Row> first(String query, Object... arguments) {
        return rows(query, arguments).stream().findFirst();
    }

    List<Row> rows(String query, Object... arguments) {
        return transactions
                .run(() -> sql.select(query, arguments))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    void change(String statement, Object... arguments) {
        transactions
                .run(() -> sql.update(statement, arguments))
                .await()
                .atMost(Duration.ofSeconds(5));
    }
}
