package io.leadflip.sandbox.openai;

import io.leadflip.sandbox.ledger.Ledger;
import io.leadflip.sandbox.speech.Pcm;
import io.leadflip.sandbox.speech.Voice;
import io.leadflip.sandbox.speech.Voices;
import io.leadflip.sandbox.speech.WavFile;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/// `POST /v1/audio/speech`: text in, sound out, as raw 24 kHz samples (`pcm`) or a `wav` file.
final class SpeechEndpoint {
    private static final int LONGEST_INPUT = 4096;
    private static final Set<String> FORMATS = Set.of("pcm", "wav");

    private final Vertx vertx;
    private final Ledger ledger;
    private final Voices voices;

    SpeechEndpoint(Vertx vertx, Ledger ledger, Voices voices) {
        this.vertx = vertx;
        this.ledger = ledger;
        this.voices = voices;
    }

    void speak(RoutingContext context) {
        try {
            JsonObject body =
                    new JsonObject(
                            context.body().buffer() == null ? "{}" : context.body().asString());
            OpenAiError refusal = refusal(body);
            if (refusal != null) {
                refusal.answer(context);
            } else {
                render(context, body);
            }
        } catch (DecodeException | ClassCastException e) {
            OpenAiError.invalid(
                            "invalid_json", "The body is not the JSON object this address expects.")
                    .answer(context);
        }
    }

    private static OpenAiError refusal(JsonObject body) {
        String input = body.getString("input", "");
        if (body.getString("model", "").isBlank()) {
            return OpenAiError.invalid(
                    "missing_required_parameter", "Missing required parameter: 'model'.");
        }
        if (input.isBlank() || input.length() > LONGEST_INPUT) {
            return OpenAiError.invalid(
                    "invalid_value", "'input' has between 1 and 4096 characters.");
        }
        if (!Voice.isProviderVoice(body.getString("voice", ""))) {
            return OpenAiError.invalid("invalid_value", "'voice' is missing or unknown.");
        }
        if (!FORMATS.contains(body.getString("response_format", "mp3"))) {
            return OpenAiError.invalid(
                    "invalid_value",
                    "The sandbox makes the response_formats 'pcm' and 'wav' only.");
        }
        double speed = body.getDouble("speed", 1.0);
        return speed < 0.25 || speed > 4
                ? OpenAiError.invalid("invalid_value", "'speed' is between 0.25 and 4.")
                : null;
    }

    private void render(RoutingContext context, JsonObject body) {
        boolean wav = "wav".equals(body.getString("response_format"));
        Voice voice =
                Voice.ofProvider(body.getString("voice")).faster(body.getDouble("speed", 1.0));
        String input = body.getString("input");
        vertx.executeBlocking(() -> voices.pcm24k(input, voice), false)
                .onSuccess(pcm -> answer(context, wav, pcm, input))
                .onFailure(
                        e -> new OpenAiError(500, "server_error", e.getMessage()).answer(context));
    }

    private void answer(RoutingContext context, boolean wav, byte[] pcm, String input) {
        ledger.append(
                "openai.speech",
                new JsonObject().put("input", input).put("audioMs", pcm.length / 48));
        byte[] sound = wav ? WavFile.write(Pcm.littleEndian(pcm, 24_000)) : pcm;
        context.response()
                .putHeader("Content-Type", wav ? "audio/wav" : "audio/pcm")
                .end(Buffer.buffer(sound));
    }
}
