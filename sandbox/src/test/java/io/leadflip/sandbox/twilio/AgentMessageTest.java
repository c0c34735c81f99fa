package io.leadflip.sandbox.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentMessageTest {
    private static final String STREAM = "MZ1";

    @Test
    void shouldReadTheThreeMessagesThatExist() {
        // Given
        String media =
                "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"/w==\"}}";
        String mark = "{\"streamSid\":\"MZ1\",\"mark\":{\"name\":\"m\"},\"event\":\"mark\"}";
        String clear = "{\"event\":\"clear\",\"streamSid\":\"MZ1\"}";
        // When
        AgentMessage first = AgentMessage.read(media, STREAM);
        // Then
        assertThat(first)
                .isInstanceOfSatisfying(
                        AgentMessage.Media.class, m -> assertThat(m.audio()).containsExactly(0xFF));
        assertThat(AgentMessage.read(mark, STREAM)).isEqualTo(new AgentMessage.Mark("m"));
        assertThat(AgentMessage.read(clear, STREAM)).isEqualTo(new AgentMessage.Clear());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "[]",
                "{}",
                "{\"event\":7,\"streamSid\":\"MZ1\"}",
                "{\"event\":\"hangup\",\"streamSid\":\"MZ1\"}",
                "{\"event\":\"clear\"}",
                "{\"event\":\"clear\",\"streamSid\":\"MZ2\"}",
                "{\"event\":\"clear\",\"streamSid\":\"MZ1\",\"extra\":1}",
                "{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{}}",
                "{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{\"name\":\"\"}}",
                "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"%%\"}}",
                "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"/w==\",\"track\":\"outbound\"}}"
            })
    void shouldCallEverythingElseInvalid(String text) {
        // Given / When
        AgentMessage message = AgentMessage.read(text, STREAM);
        // Then
        assertThat(message).isInstanceOf(AgentMessage.Invalid.class);
    }
}
