package io.leadflip.media.gptlive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveReaderTest {
    @ParameterizedTest
    @CsvSource({
        "request_human, completed, true",
        "request_human, incomplete, false",
        "allow_recording, cancelled, false",
        "opt_out, incomplete, true"
    })
    void shouldCallNoFunctionWhoseCallWasBrokenOff(String name, String status, boolean called) {
        // Given
        var message =
                """
                {"type": "response.event", "event": {"type": "response.output_item.done", "item":
                  {"type": "function_call", "call_id": "c1", "name": "%s", "arguments": "", "status": "%s"}}}"""
                        .formatted(name, status);
        // When
        var event = LiveReader.read(message);
        // Then
        assertThat(event instanceof LiveEvent.FunctionCalled).isEqualTo(called);
    }
}
