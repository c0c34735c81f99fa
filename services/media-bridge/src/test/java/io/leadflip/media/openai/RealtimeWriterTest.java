package io.leadflip.media.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.media.bridge.ModelCommand;
import io.leadflip.media.live.Configs;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RealtimeWriterTest {
    private final RealtimeWriter writer =
            new RealtimeWriter(
                    Configs.of(OpenAiConfig.class, Map.of("leadflip.openai.api-key", "k")));

    /// Thread: openai/openai-agents-python#1632
    @Test
    void shouldNameTheTelephonesFormatBothWaysInEveryConfiguration() {
        // When
        var session = configured().getJsonObject("session");
        // Then
        var audio = session.getJsonObject("audio");
        assertThat(audio.getJsonObject("input").getJsonObject("format").getString("type"))
                .isEqualTo("audio/pcmu");
        assertThat(audio.getJsonObject("output").getJsonObject("format").getString("type"))
                .isEqualTo("audio/pcmu");
    }

    @Test
    void shouldLeaveItToUsWhoAnswersACallerAndWhen() {
        // When
        var detection =
                configured()
                        .getJsonObject("session")
                        .getJsonObject("audio")
                        .getJsonObject("input")
                        .getJsonObject("turn_detection");
        // Then
        assertThat(detection.getBoolean("create_response")).isFalse();
    }

    private JsonObject configured() {
        return new JsonObject(
                writer.write(
                        new ModelCommand.Configure("Business: Able Plumbing", "en-US", false)));
    }
}
