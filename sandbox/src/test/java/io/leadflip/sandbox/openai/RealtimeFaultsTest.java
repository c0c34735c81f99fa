package io.leadflip.sandbox.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Everything that a client of the provider must live with can be asked for.
class RealtimeFaultsTest {
    private OpenAiFixture openAi;

    @BeforeEach
    void start() throws Exception {
        openAi = new OpenAiFixture();
    }

    @AfterEach
    void stop() throws Exception {
        openAi.close();
    }

    @Test
    void shouldGoWrongAsAskedFor() throws Exception {
        // Given
        openAi.sandbox
                .faults()
                .apply(
                        new JsonObject(
                                """
                {"connectDelayMs":50,"wrongFormat":true,"failResponses":{"times":1,"code":"rate_limit_exceeded"}}"""));
        try (RealtimeClient client = openAi.connect()) {
            // When
            client.send(
                    new JsonObject(
                            """
                    {"type":"session.update","session":{"type":"realtime","audio":{"output":{"format":{"type":"audio/pcmu"}}}}}"""));
            JsonObject session = client.await("session.updated").getJsonObject("session");
            client.send("response.create");
            JsonObject response = client.await("response.done").getJsonObject("response");
            // Then
            assertThat(
                            session.getJsonObject("audio")
                                    .getJsonObject("output")
                                    .getJsonObject("format")
                                    .getString("type"))
                    .isEqualTo("audio/pcm");
            assertThat(response.getString("status")).isEqualTo("failed");
            assertThat(
                            response.getJsonObject("status_details")
                                    .getJsonObject("error")
                                    .getString("code"))
                    .isEqualTo("rate_limit_exceeded");
        }
    }

    @Test
    void shouldBreakRefuseAndExpireAsAskedFor() throws Exception {
        // Given
        openAi.sandbox
                .faults()
                .refuseNext(1, 503, "server_error")
                .closeNextAfter(2)
                .sessionCap(Duration.ofMillis(300));
        // When / Then
        assertThatThrownBy(() -> openAi.connect())
                .cause()
                .isInstanceOf(UpgradeRejectedException.class);
        try (RealtimeClient broken = openAi.connect()) {
            broken.send("response.cancel");
            broken.awaitClose();
        }
        try (RealtimeClient shortLived = openAi.connect()) {
            assertThat(shortLived.error().getString("code")).isEqualTo("session_expired");
            shortLived.awaitClose();
        }
        Awaitility.await().until(() -> openAi.sandbox.liveSessions() == 0);
    }

    @Test
    void shouldBreakOffWithAFatalErrorWhenAskedTo() throws Exception {
        // Given
        openAi.sandbox.faults().failNextAfter(1, "insufficient_quota");
        // When
        try (RealtimeClient client = openAi.connect()) {
            // Then
            assertThat(client.error().getString("code")).isEqualTo("insufficient_quota");
            client.awaitClose();
        }
    }

    @Test
    void shouldReadNothingForAWhileWhenAskedTo() throws Exception {
        // Given
        openAi.sandbox.faults().readNothingNext(Duration.ofSeconds(2));
        try (RealtimeClient deaf = openAi.connect();
                RealtimeClient other = openAi.connect()) {
            deaf.configure(new JsonObject());
            // When
            deaf.send("response.cancel");
            other.send("response.cancel");
            // Then
            assertThat(other.error().getString("code")).isEqualTo("response_cancel_not_active");
            assertThat(deaf.nothingArrived()).isTrue();
            assertThat(deaf.error().getString("code")).isEqualTo("response_cancel_not_active");
        }
    }
}
