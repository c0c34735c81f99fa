package io.leadflip.bench.voice.sim;

import io.leadflip.bench.voice.wire.Http;
import io.leadflip.bench.voice.wire.Http.Answer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// The rest of what LeadFlip's bridge talks to: a speech service with one second of silence for
/// every sentence, and the orchestrator's door, where every token is good.
final class Door implements Http.Answers {
    private static final byte[] SECOND = new byte[48_000];

    @Override
    public Answer to(String path, String body) {
        if (path.startsWith("/v1/audio/speech")) {
            return new Answer(200, "audio/pcm", SECOND);
        }
        if (path.endsWith("/redemptions")) {
            return new Answer(200, "application/json", brief().getBytes(StandardCharsets.UTF_8));
        }
        return new Answer(
                path.endsWith("/hang-ups") ? 202 : 200,
                "application/json",
                "{}".getBytes(StandardCharsets.UTF_8));
    }

    private static String brief() {
        return """
                {"leadId":"%s","callId":"%s","attemptId":"%s","purpose":"qualify_lead",\
                "sealKey":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","language":"en-US",\
                "opening":"This is the AI assistant of LeadFlip, calling for Able Plumbing.",\
                "optOutConfirmation":"You will not be called again. Goodbye.","goodbye":"Thank you. Goodbye.",\
                "instructions":"Business: Able Plumbing","maxSeconds":7200}"""
                .formatted(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    }
}
