package io.leadflip.media.openai;

import io.leadflip.media.audio.TelephoneAudio;
import io.leadflip.media.live.Speech;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpResponseExpectation;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/// Renders the platform's sentences by OpenAI's speech service, each text once while it is
/// remembered.
@ApplicationScoped
class OpenAiSpeech implements Speech {
    private static final int PCM_BYTES_PER_MS = 48;

    private final Vertx vertx;
    private final OpenAiConfig config;
    private final WebClient client;
    private final Map<String, Future<byte[]>> prepared;

    OpenAiSpeech(Vertx vertx, OpenAiConfig config) {
        this.vertx = vertx;
        this.config = config;
        this.client =
                WebClient.create(
                        vertx,
                        new WebClientOptions()
                                .setConnectTimeout((int) config.timeout().toMillis()));
        this.prepared =
                new LinkedHashMap<>(16, 0.75f, true) {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, Future<byte[]>> eldest) {
                        return size() > config.preparedSentences();
                    }
                };
    }

    @Override
    public Future<byte[]> render(String text, String language) {
        if (text == null || text.isBlank()) {
            return Future.failedFuture("There is nothing to say");
        }
        synchronized (prepared) {
            Future<byte[]> known = prepared.get(text);
            if (known == null || known.failed()) {
                known = fetch(text);
                prepared.put(text, known);
            }
            return known;
        }
    }

    private Future<byte[]> fetch(String text) {
        return client.postAbs(config.baseUrl().resolve("/v1/audio/speech").toString())
                .bearerTokenAuthentication(config.apiKey())
                .timeout(config.timeout().toMillis())
                .sendJsonObject(
                        new JsonObject()
                                .put("model", config.speechModel())
                                .put("voice", config.voice())
                                .put("input", text)
                                .put("response_format", "pcm"))
                .expecting(HttpResponseExpectation.SC_OK)
                .compose(response -> forTelephone(response.bodyAsBuffer()));
    }

    /// Filtering seconds of audio takes milliseconds: not on an event loop.
    private Future<byte[]> forTelephone(Buffer pcm) {
        if (pcm == null || pcm.length() < 2) {
            return Future.failedFuture("The speech service sent no audio");
        }
        if (pcm.length() > config.longestSentence().toMillis() * PCM_BYTES_PER_MS) {
            return Future.failedFuture("The speech service sent too much audio");
        }
        return vertx.executeBlocking(() -> TelephoneAudio.fromPcm24k(pcm.getBytes()), false);
    }
}
