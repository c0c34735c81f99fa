package io.leadflip.bench.voice.sim;

import io.leadflip.bench.voice.wire.Http;
import io.leadflip.bench.voice.wire.Http.Answer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;

/// The rest of what LeadFlip's bridge talks to: a speech service with one second of silence for
/// every sentence, and the orchestrator's door, where every token is good and every call was
/// answered by a person, which the telephone provider's detection knows after four seconds.
final class Door implements Http.Answers {
    private static final byte[] SECOND = new byte[48_000];
    private static final long DETECTION_NANOS = 4_000_000_000L;

    private final LongSupplier clock;
    private final Map<String, Long> undecided = new HashMap<>();

    /// @param clock in nanoseconds
    Door(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public Answer to(String path, String body) {
        if (path.startsWith("/v1/audio/speech")) {
            return new Answer(200, "audio/pcm", SECOND);
        }
        if (path.endsWith("/redemptions")) {
            String attempt = UUID.randomUUID().toString();
            undecided.values().removeIf(this::decided);
            undecided.put(attempt, clock.getAsLong());
            return json(200, brief(attempt));
        }
        if (path.endsWith("/answered-by")) {
            return json(200, answeredBy(attempt(path)));
        }
        return json(path.endsWith("/hang-ups") ? 202 : 200, "{}");
    }

    private static Answer json(int status, String body) {
        return new Answer(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private String answeredBy(String attempt) {
        Long since = undecided.get(attempt);
        return since == null || decided(since)
                ? "{\"answeredBy\":\"human\"}"
                : "{\"answeredBy\":null}";
    }

    private boolean decided(long since) {
        return clock.getAsLong() - since >= DETECTION_NANOS;
    }

    /// Of `/internal/attempts/{attempt}/answered-by`.
    private static String attempt(String path) {
        int end = path.lastIndexOf('/');
        return path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    }

    private static String brief(String attempt) {
        return """
                {"leadId":"%s","callId":"%s","attemptId":"%s","purpose":"qualify_lead",\
                "sealKey":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","language":"en-US",\
                "opening":"This is the AI assistant of LeadFlip, calling for Able Plumbing.",\
                "optOutConfirmation":"You will not be called again. Goodbye.","goodbye":"Thank you. Goodbye.",\
                "instructions":"Business: Able Plumbing","maxSeconds":7200}"""
                .formatted(UUID.randomUUID(), UUID.randomUUID(), attempt);
    }
}
