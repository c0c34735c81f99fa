package io.leadflip.calls;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.leadflip.calls.TwilioApi.Placed;
import io.leadflip.calls.transcript.SealKey;
import io.leadflip.contracts.door.CallPermit;
import io.leadflip.contracts.event.CallFact;
import io.leadflip.contracts.event.CallFact.CallDialing;
import io.leadflip.contracts.event.CallFact.CallScheduled;
import io.leadflip.contracts.event.ContactFact.ContactSuppressed;
import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.event.MediaFact.MediaEnded;
import io.leadflip.contracts.event.MediaFact.MediaStarted;
import io.leadflip.contracts.event.MediaFact.MediaTurn;
import io.leadflip.contracts.event.MediaFact.ModelUsage;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.Speaker;
import io.leadflip.platform.door.InternalDoor;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.redis.datasource.RedisDataSource;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// What tests of calls do over and over: ask for calls, answer and report as Twilio does, speak at
/// the door as the other services do, and look at what was told and stored.
@ApplicationScoped
public class CallDesk {
    static final Duration WITHIN = Duration.ofSeconds(15);
    private static final AtomicInteger NUMBERS = new AtomicInteger(5000);

    @Inject TestEvents events;
    @Inject InternalDoor door;
    @Inject Transactions transactions;
    @Inject Sql sql;
    @Inject RedisDataSource redis;
    @Inject DoorTokensOfBridge bridge;

    /// A bridge with room for every call.
    void bridgeIsThere() {
        bridgeHolds(500);
    }

    /// A bridge with room for that many calls.
    void bridgeHolds(int calls) {
        redis.value(String.class)
                .set(
                        OutsideWorld.BRIDGE_PREFIX + "b1",
                        "{\"live\":0,\"limit\":%d,\"draining\":false}".formatted(calls));
    }

    Subject subject() {
        Subject subject = Subject.fresh("+1317555%04d".formatted(NUMBERS.incrementAndGet()));
        OutsideWorld.INTAKE.permit(subject.permit(subject.consent(), false));
        return subject;
    }

    /// Another consumer of the same business.
    Subject sameBusiness(Subject other) {
        Subject fresh = Subject.fresh("+1317555%04d".formatted(NUMBERS.incrementAndGet()));
        Subject subject =
                new Subject(
                        fresh.leadId(),
                        fresh.matchId(),
                        other.businessId(),
                        fresh.callId(),
                        fresh.phone());
        OutsideWorld.INTAKE.permit(subject.permit(subject.consent(), false));
        return subject;
    }

    /// Another business's call to the consumer about the same lead, who agreed to it.
    Subject otherBusiness(Subject subject) {
        Subject another =
                new Subject(
                        subject.leadId(),
                        Identifiers.next(),
                        Identifiers.next(),
                        Identifiers.next(),
                        subject.phone());
        OutsideWorld.INTAKE.permit(another.permit(another.consent(), false));
        return another;
    }

    /// Another call to the consumer, who agreed to it.
    Subject anotherCall(Subject subject) {
        Subject another = subject.anotherCall();
        OutsideWorld.INTAKE.permit(another.permit(another.consent(), false));
        return another;
    }

    /// Asks for the call and waits until it is dialled.
    Placed call(Subject subject) {
        events.tell(Source.LEAD_INTAKE, subject.requested());
        return dialled(subject);
    }

    /// Asks for the call a day ahead and waits until it is scheduled.
    void waits(Subject subject) {
        events.tell(
                Source.LEAD_INTAKE, subject.requestedFor(Instant.now().plus(Duration.ofDays(1))));
        awaitFact(CallScheduled.class, subject);
    }

    Placed dialled(Subject subject) {
        awaitFact(CallDialing.class, subject);
        return OutsideWorld.TWILIO.to(subject.phone()).getLast();
    }

    void talk(Subject subject, Placed placed, SealKey key, String answer) {
        talk(subject, placed, key, answer, MediaEndReason.AGENT_ENDED);
    }

    void talk(Subject subject, Placed placed, SealKey key, String answer, MediaEndReason reason) {
        events.tell(
                Source.MEDIA_BRIDGE,
                new MediaStarted(
                        subject.leadId(),
                        subject.callId(),
                        placed.attempt(),
                        1,
                        "MZ1",
                        Instant.now()));
        events.tell(
                Source.MEDIA_BRIDGE,
                turn(subject, placed, 2, Speaker.AGENT, key.seal("Is tomorrow fine?")));
        events.tell(
                Source.MEDIA_BRIDGE, turn(subject, placed, 3, Speaker.CALLER, key.seal(answer)));
        events.tell(
                Source.MEDIA_BRIDGE,
                new MediaEnded(
                        subject.leadId(),
                        subject.callId(),
                        placed.attempt(),
                        4,
                        reason,
                        40_000,
                        new ModelUsage("gpt-realtime", 100, 4000, 2000, 50, 3000),
                        Instant.now()));
    }

    static MediaTurn turn(
            Subject subject, Placed placed, int number, Speaker speaker, String sealed) {
        return new MediaTurn(
                subject.leadId(),
                subject.callId(),
                placed.attempt(),
                number,
                speaker,
                sealed,
                0,
                900,
                false);
    }

    String document(Subject subject, Placed placed) {
        return post(
                        "/api/twiml/call/" + subject.callId() + "?attempt=" + placed.attempt(),
                        placed.sid(),
                        Map.of("CallStatus", "in-progress"))
                .statusCode(200)
                .extract()
                .asString();
    }

    static ValidatableResponse status(
            Placed placed, String status, int sequence, Map<String, String> more) {
        Map<String, String> fields = new LinkedHashMap<>(more);
        fields.put("CallStatus", status);
        fields.put("SequenceNumber", Integer.toString(sequence));
        return post(
                "/api/webhooks/twilio/status?attempt=" + placed.attempt(), placed.sid(), fields);
    }

    static ValidatableResponse detected(Placed placed, String answeredBy) {
        return post(
                "/api/webhooks/twilio/amd?attempt=" + placed.attempt(),
                placed.sid(),
                Map.of("AnsweredBy", answeredBy));
    }

    /// Posts as Twilio does.
    static ValidatableResponse post(String path, String sid, Map<String, String> more) {
        Map<String, String> fields = new LinkedHashMap<>(more);
        fields.put("CallSid", sid);
        fields.put("AccountSid", OutsideWorld.ACCOUNT);
        String body =
                fields.entrySet().stream()
                        .map(
                                field ->
                                        field.getKey()
                                                + "="
                                                + URLEncoder.encode(
                                                        field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return given().contentType("application/x-www-form-urlencoded")
                .header(
                        "X-Twilio-Signature",
                        TwilioSigner.sign(
                                OutsideWorld.ORIGIN + path, fields, OutsideWorld.AUTH_TOKEN))
                .body(body)
                .post(path)
                .then();
    }

    /// The bridge takes the call: it redeems the token of the instruction document.
    SealKey bridgeJoins(Subject subject, Placed placed) {
        String token = between(document(subject, placed), "name=\"token\" value=\"", "\"");
        return SealKey.of(
                redeem(token, placed.sid())
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getString("sealKey"));
    }

    ValidatableResponse redeem(String token, String sid) {
        return atDoor(
                "/internal/streams/redemptions",
                "{\"token\":\"%s\",\"callSid\":\"%s\",\"streamSid\":\"MZ1\",\"bridgeId\":\"b1\"}"
                        .formatted(token, sid));
    }

    ValidatableResponse atDoor(String path, String body) {
        return atDoorAs("media-bridge", path, body);
    }

    ValidatableResponse atDoorAs(String caller, String path, String body) {
        return given().port(door.port())
                .header("Authorization", "Bearer " + bridge.token(caller))
                .contentType("application/json")
                .body(body)
                .post(path)
                .then();
    }

    ValidatableResponse fromDoor(String path) {
        return fromDoorAs("lead-intake", path);
    }

    ValidatableResponse fromDoorAs(String caller, String path) {
        return given().port(door.port())
                .header("Authorization", "Bearer " + bridge.token(caller))
                .get(path)
                .then();
    }

    /// As if the call of that attempt had been tried so many times more, the week before.
    void triedBefore(Placed placed, int times) {
        for (int i = 1; i <= times; i++) {
            int number = 100 + i;
            transactions.run(() -> triedOnce(placed, number)).await().atMost(WITHIN);
        }
    }

    private Uni<Integer> triedOnce(Placed placed, int number) {
        UUID attempt = Identifiers.next();
        UUID decision = Identifiers.next();
        return sql.update(
                        """
                        insert into contact_decision (id, call_id, attempt_id, verdict, rules, notes, pack, facts_hash, decided_at)
                        select $1, call_id, $2, 'ALLOW', '{}', '{}', '', '', now() from attempt where id = $3""",
                        decision,
                        attempt,
                        placed.attempt())
                .chain(
                        () ->
                                sql.update(
                                        """
                                        insert into attempt (id, call_id, number, contact_key, decision_id, state, result, sealed_key,
                                                             sealed_brief, language, started_at, ended_at)
                                        select $1, call_id, $2, contact_key, $3, 'ENDED', 'NO_ANSWER', sealed_key, sealed_brief, language,
                                               now() - interval '7 days', now() - interval '7 days'
                                        from attempt where id = $4""",
                                        attempt,
                                        number,
                                        decision,
                                        placed.attempt()));
    }

    <F extends CallFact> F awaitFact(Class<F> type, Subject subject) {
        await().atMost(WITHIN).until(() -> !facts(type, subject).isEmpty());
        return facts(type, subject).getFirst();
    }

    <F extends CallFact> List<F> facts(Class<F> type, Subject subject) {
        return events.told(type).stream()
                .filter(fact -> fact.callId().equals(subject.callId()))
                .toList();
    }

    List<ContactSuppressed> suppressions(Subject subject) {
        return events.told(ContactSuppressed.class).stream()
                .filter(fact -> fact.contactKey().equals(subject.contactKey()))
                .toList();
    }

    String status(Subject subject) {
        return transactions
                .run(() -> sql.first("select status from call where id = $1", subject.callId()))
                .await()
                .atMost(WITHIN)
                .orElseThrow()
                .text(0);
    }

    String sid(Subject subject) {
        return transactions
                .run(
                        () ->
                                sql.first(
                                        "select provider_call_sid from attempt where call_id = $1",
                                        subject.callId()))
                .await()
                .atMost(WITHIN)
                .orElseThrow()
                .text(0);
    }

    String text(String query, Object argument) {
        return transactions
                .run(() -> sql.first(query, argument))
                .await()
                .atMost(WITHIN)
                .orElseThrow()
                .text(0);
    }

    int count(String query, Object argument) {
        return transactions
                .run(() -> sql.first(query, argument))
                .await()
                .atMost(WITHIN)
                .orElseThrow()
                .integer(0);
    }

    void update(String statement, Object argument) {
        transactions.run(() -> sql.update(statement, argument)).await().atMost(WITHIN);
    }

    static String json(CallPermit permit) {
        try {
            return io.leadflip.contracts.event.EventJson.mapper().writeValueAsString(permit);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    static String between(String text, String from, String to) {
        int start = text.indexOf(from) + from.length();
        return text.substring(start, text.indexOf(to, start));
    }
}
