package io.leadflip.calls.door;

import io.leadflip.calls.call.Call;
import io.leadflip.calls.dialing.Attempt;
import io.leadflip.calls.dialing.Attempts;
import io.leadflip.calls.dialing.DialingSettings;
import io.leadflip.calls.dialing.DialingSettings.OnMachine;
import io.leadflip.calls.transcript.AttemptKeys;
import io.leadflip.calls.transcript.SealKey;
import io.leadflip.contracts.door.CallPermit.Brief;
import io.leadflip.contracts.door.StreamBrief;
import io.smallrye.mutiny.Uni;
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
    private final Attempts attempts;
    private final AttemptKeys keys;
    private final DialingSettings dialing;
    private final Clock clock;

    Briefs(Attempts attempts, AttemptKeys keys, DialingSettings dialing, Clock clock) {
        this.attempts = attempts;
        this.keys = keys;
        this.dialing = dialing;
        this.clock = clock;
    }

    /// Joins the caller's transaction.
    ///
    /// @param asksToRecord whether the opening asks for leave to record the call
    Uni<StreamBrief> write(Call call, Attempt attempt, boolean asksToRecord) {
        return leavesMessage(call, attempt)
                .map(leavesMessage -> write(call, attempt, asksToRecord, leavesMessage));
    }

    /// One message for a lead is enough, whichever business it was left for (CMP-34).
    private Uni<Boolean> leavesMessage(Call call, Attempt attempt) {
        return dialing.onMachine() == OnMachine.HANG_UP
                ? Uni.createFrom().item(false)
                : attempts.messageLeft(call.leadId(), attempt.id()).map(left -> !left);
    }

    private StreamBrief write(
            Call call, Attempt attempt, boolean asksToRecord, boolean leavesMessage) {
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
                phrases.standby(Instructions.line(brief.businessName()), leavesMessage),
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
