package io.leadflip.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.CallFact.CallAnswered;
import io.leadflip.contracts.event.CallFact.CallDialing;
import io.leadflip.contracts.event.Source;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Listening in on the state of one call.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "intake"))
@WithTestResource(OutsideWorld.class)
@Timeout(60)
class CallFeedTest {
    @Inject Desk desk;
    @Inject TestEvents events;
    @TestHTTPResource URI origin;

    private final UUID attempt = Identifiers.next();
    private Desk.Lead lead;
    private Desk.Business business;
    private UUID call;

    @BeforeEach
    void callIsDialled() {
        lead = desk.classified();
        business = desk.business();
        var match = desk.accepted(lead, business);
        desk.prove(lead);
        desk.consents(lead, match, business);
        call = UUID.fromString(desk.call(business, match, "k").then().extract().path("callId"));
        events.tell(
                Source.CALL_ORCHESTRATOR,
                new CallDialing(lead.id(), call, attempt, 1, Instant.now()));
    }

    @Test
    void shouldTellBothSidesOfTheirCallAndOfNothingElse() throws Exception {
        assertThat(kinds(bearer(business.token()), null, 2))
                .containsExactly("event:call.requested", "event:call.dialing");
        assertThat(kinds(tracking(lead.token()), null, 2))
                .containsExactly("event:call.requested", "event:call.dialing");
        assertThat(kinds(bearer(OutsideWorld.token("boss", "admin")), null, 2)).hasSize(2);
    }

    @Test
    void shouldTellWhatHappensMeanwhileAndGoOnAfterTheLastEvent() throws Exception {
        // Given
        var ids = lines(bearer(business.token()), null, "id:", 2);
        var last = ids.getLast().substring("id:".length());
        try (var client = HttpClient.newHttpClient();
                var lines = open(client, bearer(business.token()), last).body()) {
            // When
            events.tell(
                    Source.CALL_ORCHESTRATOR,
                    new CallAnswered(lead.id(), call, attempt, Instant.now()));
            // Then
            assertThat(lines.filter(line -> line.startsWith("event:")).limit(1))
                    .containsExactly("event:call.answered");
        }
    }

    @Test
    void shouldNotTellStrangers() throws Exception {
        var other = desk.business();
        assertThat(status(bearer(other.token()))).isEqualTo(403);
        assertThat(status(tracking("x".repeat(43)))).isEqualTo(403);
        assertThat(status(request(call))).isEqualTo(401);
        assertThat(
                        status(
                                request(Identifiers.next())
                                        .header("Authorization", "Bearer " + business.token())))
                .isEqualTo(404);
    }

    private List<String> kinds(HttpRequest.Builder request, String last, int count)
            throws Exception {
        return lines(request, last, "event:", count);
    }

    private List<String> lines(HttpRequest.Builder request, String last, String what, int count)
            throws Exception {
        try (var client = HttpClient.newHttpClient();
                var lines = open(client, request, last).body()) {
            return lines.filter(line -> line.startsWith(what)).limit(count).toList();
        }
    }

    private int status(HttpRequest.Builder request) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
        }
    }

    private static HttpResponse<Stream<String>> open(
            HttpClient client, HttpRequest.Builder request, String last) throws Exception {
        if (last != null) {
            request.header("Last-Event-ID", last);
        }
        var response = client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
        assertThat(response.statusCode()).isEqualTo(200);
        return response;
    }

    private HttpRequest.Builder bearer(String token) {
        return request(call).header("Authorization", "Bearer " + token);
    }

    private HttpRequest.Builder tracking(String token) {
        return request(call).header("X-Tracking-Token", token);
    }

    private HttpRequest.Builder request(UUID callId) {
        return HttpRequest.newBuilder(origin.resolve("/v1/calls/" + callId + "/events"))
                .timeout(Duration.ofSeconds(20));
    }
}
