package io.leadflip.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.platform.testing.LeadFlipTestResource;
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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "intake"))
@WithTestResource(OutsideWorld.class)
@Timeout(60)
class LeadFeedTest {
    @Inject Desk desk;

    @TestHTTPResource URI origin;

    @Test
    void shouldTellWhatHappenedAndGoOnWhereTheClientLeftOff() throws Exception {
        // Given
        var lead = desk.classified();
        var before = ids(lead, null, 3);
        assertThat(before).containsExactly("id:1", "id:2", "id:3");
        // When
        lead.by().delete(lead.path()).then().statusCode(202);
        var after = ids(lead, "3", 2);
        // Then
        assertThat(after).containsExactly("id:4", "id:5");
    }

    @Test
    void shouldTellWhatHappensWhileItIsOpen() throws Exception {
        // Given
        var lead = desk.classified();
        try (var client = HttpClient.newHttpClient();
                var lines = open(client, lead, "3")) {
            // When
            lead.by().delete(lead.path()).then().statusCode(202);
            // Then
            assertThat(lines.filter(line -> line.startsWith("event:")).limit(2))
                    .containsExactly("event:lead.status-changed", "event:lead.withdrawn");
        }
    }

    @Test
    void shouldShowTheSameTimelineByRest() {
        // Given
        var lead = desk.classified();
        // When
        var kinds =
                lead.by()
                        .get(lead.path() + "/timeline")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getList("entries.kind");
        // Then
        assertThat(kinds)
                .isEqualTo(List.of("lead.submitted", "lead.status-changed", "lead.classified"));
    }

    private List<String> ids(Desk.Lead lead, String last, int count) throws Exception {
        try (var client = HttpClient.newHttpClient();
                var lines = open(client, lead, last)) {
            return lines.filter(line -> line.startsWith("id:")).limit(count).toList();
        }
    }

    private java.util.stream.Stream<String> open(HttpClient client, Desk.Lead lead, String last)
            throws Exception {
        var request =
                HttpRequest.newBuilder(origin.resolve(lead.path() + "/events"))
                        .header("X-Tracking-Token", lead.token())
                        .timeout(Duration.ofSeconds(20));
        if (last != null) {
            request.header("Last-Event-ID", last);
        }
        var response = client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }
}
