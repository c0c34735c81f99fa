package io.leadflip.calls.twilio;

import io.leadflip.calls.dialing.AnsweredCall;
import io.leadflip.calls.dialing.Attempt;
import io.leadflip.calls.dialing.DialingSettings;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/// Tells Twilio's requests from others. Every one is signed and names an attempt; one that is
/// forged, or not that attempt's, gets 403 and is counted.
@ApplicationScoped
class GenuineWebhooks {
    private final TwilioSignature signature;
    private final TwilioSettings account;
    private final AnsweredCall answered;
    private final MeterRegistry metrics;

    GenuineWebhooks(
            TwilioSettings account,
            AnsweredCall answered,
            DialingSettings dialing,
            MeterRegistry metrics) {
        this.signature = new TwilioSignature(dialing.publicOrigin(), account.authToken());
        this.account = account;
        this.answered = answered;
        this.metrics = metrics;
    }

    /// A webhook that is what it says it is.
    ///
    /// @param sid of the attempt's call
    record Genuine(Attempt attempt, String sid, FormFields form) {}

    /// @param hook what is asked for, as the metric's tag says it
    /// @return fails with a [Problem] for any other request
    Uni<Genuine> require(String hook, SignedRequest signed, byte[] body) {
        return require(hook, "CallSid", signed, body);
    }

    /// The same for a leg that the call of the attempt has opened.
    Uni<Genuine> requireOfLeg(String hook, SignedRequest signed, byte[] body) {
        return require(hook, "ParentCallSid", signed, body);
    }

    private Uni<Genuine> require(String hook, String sidField, SignedRequest signed, byte[] body) {
        if (body != null && body.length > account.maxBody()) {
            throw new Problem(ProblemType.PAYLOAD_TOO_LARGE, "A webhook is smaller than this.");
        }
        require(signature.valid(signed.signature, signed.request.uri(), body), hook, "forged");
        FormFields form = FormFields.parse(body);
        String sid = form.text(sidField).orElse(null);
        boolean ours =
                sid != null
                        && form.text("AccountSid").filter(account.accountSid()::equals).isPresent();
        Optional<UUID> id = uuid(signed.attempt);
        require(ours && id.isPresent(), hook, "stale");
        return answered.attempt(id.orElseThrow(), sid)
                .map(found -> found.orElseThrow(() -> refusal(hook, "stale")))
                .map(attempt -> new Genuine(attempt, sid, form));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.ofNullable(text).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    void require(boolean condition, String hook, String reason) {
        if (!condition) {
            throw refusal(hook, reason);
        }
    }

    private Problem refusal(String hook, String reason) {
        metrics.counter("leadflip.webhooks.refused", "hook", hook, "reason", reason).increment();
        return new Problem(
                ProblemType.FORBIDDEN,
                "This request does not come from the telephony provider for this call.");
    }
}
