package io.leadflip.calls.ending;

import io.leadflip.calls.dialing.Attempt;
import io.leadflip.calls.transcript.AttemptKeys;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;

/// What the provider's own voice says on the line of an attempt.
@ApplicationScoped
public class Voice {
    private final AttemptKeys keys;

    Voice(AttemptKeys keys) {
        this.keys = keys;
    }

    /// For whoever waits on a line that we cannot go on with.
    public Instruction.Say apology(Attempt attempt) {
        return words(attempt).apology(business(attempt));
    }

    Instruction.Say handOver(Attempt attempt) {
        return words(attempt).handOver(business(attempt));
    }

    Instruction.Say nobodyCame(Attempt attempt) {
        return words(attempt).nobodyCame(business(attempt));
    }

    /// To the business that a consumer is put through to.
    Instruction.Say briefing(Attempt attempt) {
        return LastWords.briefing(brief(attempt).getString("category"));
    }

    private static LastWords words(Attempt attempt) {
        return LastWords.in(attempt.language());
    }

    private String business(Attempt attempt) {
        return brief(attempt).getString("businessName");
    }

    private JsonObject brief(Attempt attempt) {
        return new JsonObject(keys.open(attempt.sealedKey()).open(attempt.sealedBrief()));
    }
}
