package io.leadflip.calls.door;

import io.leadflip.calls.call.Call;
import io.leadflip.calls.dialing.Attempt;
import io.leadflip.calls.dialing.DialingSettings;
import io.leadflip.calls.transcript.AttemptKeys;
import io.leadflip.calls.transcript.SealKey;
import io.leadflip.contracts.door.CallPermit.Brief;
import io.leadflip.contracts.door.StreamBrief;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// Writes what a bridge needs to hold one call.
@ApplicationScoped
class Briefs {
    private final AttemptKeys keys;
    private final DialingSettings dialing;
    private final Clock clock;

    Briefs(AttemptKeys keys, DialingSettings dialing, Clock clock) {
        this.keys = keys;
        this.dialing = dialing;
        this.clock = clock;
    }

    /// @param asksToRecord whether the opening asks for leave to record the call
    StreamBrief write(Call call, Attempt attempt, boolean asksToRecord) {
        SealKey key = keys.open(attempt.sealedKey());
        JsonObject kept = new JsonObject(key.open(attempt.sealedBrief()));
        Brief brief = brief(kept);
        Phrases phrases = Phrases.in(brief.language());
        LocalDateTime local =
                LocalDateTime.ofInstant(clock.instant(), zone(kept.getString("timeZone")));
        return new StreamBrief(
                call.leadId(),
                call.id(),
                attempt.id(),
                call.purpose(),
                key.base64(),
                attempt.language(),
                phrases.opening(Instructions.line(brief.businessName()), asksToRecord),
                phrases.optOutConfirmation(),
                phrases.goodbye(),
                Instructions.write(brief, call.purpose(), local, asksToRecord),
                (int) dialing.timeLimit().toSeconds(),
                phrases.standby(Instructions.line(brief.businessName())),
                asksToRecord);
    }

    private static Brief brief(JsonObject kept) {
        return new Brief(
                kept.getString("businessName"),
                kept.getString("category"),
                kept.getString("objective"),
                kept.getString("need"),
                kept.getString("city"),
                kept.getString("language"));
    }

    private static ZoneId zone(String name) {
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }
}
