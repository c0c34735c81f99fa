package io.leadflip.intake;

import static io.leadflip.intake.Desk.json;
import static io.leadflip.intake.Desk.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.leadflip.contracts.event.LeadFact.LeadClassified;
import io.leadflip.contracts.event.LeadFact.LeadNeedsInfo;
import io.leadflip.contracts.event.LeadFact.LeadRejected;
import io.leadflip.contracts.event.LeadFact.LeadSubmitted;
import io.leadflip.contracts.event.LeadFact.RejectionReason;
import io.leadflip.contracts.value.ServiceCategory;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "intake"))
@WithTestResource(OutsideWorld.class)
class SubmitLeadTest {
    @Inject Desk desk;
    @Inject TestEvents events;

    @Test
    void shouldStoreLeadThenClassifyIt() {
        // Given
        var key = Identifiers.next().toString();
        // When
        var answer = post(key, Desk.form(Desk.LEAKING, Desk.newPhone()));
        // Then
        var leadId =
                UUID.fromString(
                        answer.then()
                                .statusCode(202)
                                .header("Location", containsString("/v1/leads/"))
                                .body("status", equalTo("RECEIVED"))
                                .body("trackingToken", notNullValue())
                                .extract()
                                .path("leadId"));
        assertThat(events.told(LeadSubmitted.class)).anyMatch(fact -> fact.leadId().equals(leadId));
        await().atMost(Desk.WITHIN)
                .untilAsserted(
                        () ->
                                assertThat(events.told(LeadClassified.class))
                                        .filteredOn(fact -> fact.leadId().equals(leadId))
                                        .singleElement()
                                        .satisfies(
                                                fact -> {
                                                    assertThat(fact.category())
                                                            .isEqualTo(ServiceCategory.PLUMBING);
                                                    assertThat(fact.place().city())
                                                            .isEqualTo("Carmel");
                                                    assertThat(fact.quality())
                                                            .isGreaterThanOrEqualTo(8.0);
                                                    assertThat(fact.classifier())
                                                            .isEqualTo("rules");
                                                }));
    }

    @Test
    void shouldShowClassifiedLeadWithoutPersonalData() {
        // Given
        var lead =
                desk.submit(
                        "Pat Doe here, my sink drain is clogged in 46032. Call 317-555-0142 or pat@example.com, I live at 12 Oak Street.");
        desk.awaitStatus(lead, "CLASSIFIED");
        // When
        var answer = lead.by().get(lead.path());
        // Then
        assertThat(
                        answer.then()
                                .statusCode(200)
                                .body("category", equalTo("plumbing"))
                                .body("place.zip", equalTo("46032"))
                                .body("phoneVerified", equalTo(false))
                                .extract()
                                .asString())
                .doesNotContain("Pat", "Doe", "555", "example.com", "Oak Street");
    }

    @Test
    void shouldAnswerTheSameWhenKeyComesAgain() {
        // Given
        var key = Identifiers.next().toString();
        var form = Desk.form(Desk.LEAKING, Desk.newPhone());
        var first = post(key, form).then().statusCode(202).extract().asString();
        // When
        var second = post(key, form);
        // Then
        assertThat(
                        second.then()
                                .statusCode(202)
                                .header("Idempotent-Replayed", "true")
                                .extract()
                                .asString())
                .isEqualTo(first);
    }

    @Test
    void shouldStoreOneLeadWhenTwentyIdenticalRequestsComeAtOnce() throws Exception {
        // Given
        var key = Identifiers.next().toString();
        var phone = Desk.newPhone();
        Callable<Integer> request = () -> post(key, Desk.form(Desk.LEAKING, phone)).statusCode();
        // When
        try (var threads = Executors.newFixedThreadPool(20)) {
            var answers = threads.invokeAll(IntStream.range(0, 20).mapToObj(n -> request).toList());
            // Then
            for (var answer : answers) {
                assertThat(answer.get()).isIn(202, 409);
            }
        }
        assertThat(
                        desk.one(
                                        "select count(*) from lead l join contact c on c.id = l.contact_id where c.phone = $1",
                                        phone)
                                .integer(0))
                .isEqualTo(1);
    }

    @Test
    void shouldReturnFirstLeadWhenSameTextComesAgain() {
        // Given
        var phone = Desk.newPhone();
        var first =
                post("one " + phone, Desk.form(Desk.LEAKING, phone))
                        .then()
                        .extract()
                        .path("leadId");
        // When
        var second = post("two " + phone, Desk.form("  " + Desk.LEAKING.toUpperCase(), phone));
        // Then
        second.then()
                .statusCode(202)
                .body("leadId", equalTo(first))
                .body("trackingToken", nullValue());
    }

    @Test
    void shouldTakeALeadAnewThatWasWithdrawn() {
        // Given
        var phone = Desk.newPhone();
        var first = post("one " + phone, Desk.form(Desk.LEAKING, phone)).then().extract();
        Desk.json()
                .header("X-Tracking-Token", first.<String>path("trackingToken"))
                .delete("/v1/leads/" + first.path("leadId"))
                .then()
                .statusCode(202);
        // When
        var second = post("two " + phone, Desk.form(Desk.LEAKING, phone));
        // Then
        second.then()
                .statusCode(202)
                .body("leadId", not(equalTo(first.path("leadId"))))
                .body("trackingToken", notNullValue());
    }

    @Test
    void shouldTakeALeadAnewFromAnAccountThatCouldNotOpenTheVisitors() {
        // Given
        var phone = Desk.newPhone();
        String first =
                post("one " + phone, Desk.form(Desk.LEAKING, phone))
                        .then()
                        .extract()
                        .path("leadId");
        var token = OutsideWorld.token("consumer " + phone, "consumer");
        // When
        String second =
                Desk.json()
                        .auth()
                        .oauth2(token)
                        .header("Idempotency-Key", "two " + phone)
                        .body(Desk.form(Desk.LEAKING, phone))
                        .post("/v1/leads")
                        .then()
                        .statusCode(202)
                        .body("leadId", not(equalTo(first)))
                        .extract()
                        .path("leadId");
        // Then
        Desk.json().auth().oauth2(token).get("/v1/leads/" + second).then().statusCode(200);
    }

    /// A platform in front tells who is asking; what is no address is not believed.
    @Test
    void shouldKeepTheNetworkAddressThatThePlatformTells() {
        // Given
        var phone = Desk.newPhone();
        // When
        Desk.json()
                .header("X-Client-Address", "2001:db8::7")
                .header("Idempotency-Key", "one " + phone)
                .body(Desk.form(Desk.LEAKING, phone))
                .post("/v1/leads")
                .then()
                .statusCode(202);
        Desk.json()
                .header("X-Client-Address", "nobody'; --")
                .header("Idempotency-Key", "two " + phone)
                .body(Desk.form("Another sink that leaks", phone))
                .post("/v1/leads")
                .then()
                .statusCode(202);
        // Then
        assertThat(
                        desk.one(
                                        """
                                        select string_agg(k.address, ' ' order by k.granted_at) from consent k
                                        join contact c on c.id = k.contact_id where c.phone = $1""",
                                        phone)
                                .text(0))
                .isEqualTo("2001:db8::7 127.0.0.1");
    }

    @Test
    void shouldAskToWaitAfterFiveLeadsOfOnePerson() {
        // Given
        var phone = Desk.newPhone();
        IntStream.range(0, 5)
                .forEach(
                        n ->
                                post(
                                                phone + n,
                                                Desk.form(
                                                        "Lead number "
                                                                + n
                                                                + " about a sink that leaks",
                                                        phone))
                                        .then()
                                        .statusCode(202));
        // When
        var sixth = post(phone + "6", Desk.form("One more lead about a sink that leaks", phone));
        // Then
        sixth.then()
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue());
    }

    @Test
    void shouldTakeNoMoreThanFiveOfOneAddressAtTheSameTime() throws Exception {
        // Given
        var email = Desk.newPhone().substring(2) + "@example.com";
        var senders =
                IntStream.range(0, 12)
                        .<Callable<Integer>>mapToObj(n -> () -> statusOf(n, email))
                        .toList();
        // When
        int stored = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(senders)) {
                stored += answer.get() == 202 ? 1 : 0;
            }
        }
        // Then
        assertThat(stored).isEqualTo(5);
    }

    private static int statusOf(int number, String email) {
        var form =
                new HashMap<>(
                        Desk.form(
                                "Lead number " + number + " about a sink that leaks",
                                Desk.newPhone()));
        form.put("email", email);
        return post(Identifiers.next().toString(), form).statusCode();
    }

    @Test
    void shouldRejectSpamAndVagueLeads() {
        // Given
        var spam =
                desk.submit(
                        "Our agency offers SEO backlinks to rank your site on the first page of Google, click here https://seo.example");
        var vague = desk.submit("My house needs some work done, can you help me?");
        // When
        desk.awaitStatus(spam, "SPAM");
        desk.awaitStatus(vague, "LOW_QUALITY");
        // Then
        assertThat(events.told(LeadRejected.class))
                .anyMatch(
                        fact ->
                                fact.leadId().equals(spam.id())
                                        && fact.reason() == RejectionReason.SPAM);
        assertThat(events.told(LeadRejected.class))
                .anyMatch(
                        fact ->
                                fact.leadId().equals(vague.id())
                                        && fact.reason() == RejectionReason.LOW_QUALITY);
        vague.by()
                .get(vague.path())
                .then()
                .body("missing", equalTo("DETAIL"))
                .body("question", notNullValue());
    }

    @Test
    void shouldClassifyAgainWhenPlaceIsAnswered() {
        // Given
        var lead =
                desk.submit(
                        "Emergency, a plumber is needed at once, a pipe burst in the kitchen of our flat in London SW1A 1AA");
        desk.awaitStatus(lead, "NEEDS_INFO");
        assertThat(events.told(LeadNeedsInfo.class))
                .anyMatch(fact -> fact.leadId().equals(lead.id()));
        // When
        lead.by()
                .body(Map.of("zip", "46032"))
                .post(lead.path() + "/answers")
                .then()
                .statusCode(202);
        // Then
        desk.awaitStatus(lead, "CLASSIFIED");
        lead.by()
                .body(Map.of("zip", "46033"))
                .post(lead.path() + "/answers")
                .then()
                .statusCode(409);
    }

    @Test
    void shouldAskModelWhenRulesAreUnsure() {
        // Given
        OutsideWorld.answer(
                "/v1/messages",
                "{\"content\":[{\"type\":\"text\",\"text\":\"{\\\"category\\\":\\\"handyman\\\",\\\"urgency\\\":\\\"low\\\",\\\"sentiment\\\":\\\"neutral\\\",\\\"requirements\\\":[],\\\"phrases\\\":[\\\"loose railing\\\"],\\\"confidence\\\":0.9}\"}]}");
        // When
        var lead =
                desk.submit(
                        "The railing on our front steps wobbles and someone should make it steady again, 46032, we have about $200 for it.");
        // Then
        desk.awaitStatus(lead, "CLASSIFIED");
        assertThat(
                        desk.one("select category, classifier from lead where id = $1", lead.id())
                                .text(0))
                .isEqualTo("handyman");
        assertThat(desk.one("select classifier from lead where id = $1", lead.id()).text(0))
                .contains("claude");
    }

    @Test
    void shouldLetAccountSeeItsOwnLeads() {
        // Given
        var token = OutsideWorld.token("user-" + Identifiers.next(), "consumer");
        String id =
                json().auth()
                        .oauth2(token)
                        .header("Idempotency-Key", token.substring(0, 40))
                        .body(Desk.form(Desk.LEAKING, Desk.newPhone()))
                        .post("/v1/leads")
                        .then()
                        .statusCode(202)
                        .body("trackingToken", nullValue())
                        .extract()
                        .path("leadId");
        // When
        var own = json().auth().oauth2(token).get("/v1/leads");
        // Then
        own.then().statusCode(200).body("leads.leadId", equalTo(java.util.List.of(id)));
    }

    @Test
    void shouldWithdrawLead() {
        // Given
        var lead = desk.classified();
        // When
        lead.by().delete(lead.path()).then().statusCode(202);
        // Then
        assertThat(desk.status(lead)).isEqualTo("WITHDRAWN");
        lead.by().delete(lead.path()).then().statusCode(202);
    }
}
