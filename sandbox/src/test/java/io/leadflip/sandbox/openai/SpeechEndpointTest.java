package io.leadflip.sandbox.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.sandbox.speech.Pcm;
import io.leadflip.sandbox.speech.WavFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeechEndpointTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static OpenAiFixture openAi;

    @BeforeAll
    static void start() throws Exception {
        openAi = new OpenAiFixture();
    }

    @AfterAll
    static void stop() throws Exception {
        openAi.close();
        CLIENT.close();
    }

    @Test
    void shouldSpeakRawSamplesAtTwentyFourKilohertz() throws Exception {
        // When
        HttpResponse<byte[]> answer = post(OpenAiFixture.KEY, body("pcm"));
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().length / 48).isBetween(700, 3000);
        short[] samples = Pcm.littleEndian(answer.body(), 24_000).samples();
        assertThat(IntStream.range(0, samples.length).map(i -> samples[i]).max().orElse(0))
                .isGreaterThan(3000);
    }

    @Test
    void shouldSpeakAWavFile() throws Exception {
        // When
        HttpResponse<byte[]> answer = post(OpenAiFixture.KEY, body("wav"));
        // Then
        Pcm sound = WavFile.read(answer.body());
        assertThat(sound.rate()).isEqualTo(24_000);
        assertThat(sound.littleEndian()).isEqualTo(post(OpenAiFixture.KEY, body("pcm")).body());
    }

    @Test
    void shouldRefuseAWrongKey() throws Exception {
        // When
        HttpResponse<byte[]> answer = post("sk-wrong", body("pcm"));
        // Then
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(new String(answer.body())).contains("invalid_api_key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "[]",
                "{}",
                "{\"model\":\"gpt-4o-mini-tts\",\"voice\":\"marin\",\"input\":\"\",\"response_format\":\"pcm\"}",
                "{\"model\":\"gpt-4o-mini-tts\",\"voice\":\"nobody\",\"input\":\"Hi\",\"response_format\":\"pcm\"}",
                "{\"model\":\"gpt-4o-mini-tts\",\"voice\":\"marin\",\"input\":\"Hi\"}"
            })
    void shouldRefuseWhatItCannotSpeak(String body) throws Exception {
        // When
        HttpResponse<byte[]> answer = post(OpenAiFixture.KEY, body);
        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new String(answer.body())).contains("invalid_request_error");
    }

    private static String body(String format) {
        return "{\"model\":\"gpt-4o-mini-tts\",\"voice\":\"marin\",\"input\":\"Good morning, this is a call.\",\"response_format\":\"%s\"}"
                .formatted(format);
    }

    private static HttpResponse<byte[]> post(String key, String body) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + openAi.port + "/v1/audio/speech"))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
}
