package io.leadflip.faults.check;

import io.leadflip.sandbox.ledger.Ledger;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Set;

/// How many messages and calls may stay in doubt: without a fault none, after one a thousandth of
/// all, and one for every request that a provider answered with an error of its own. Such an answer
/// (5xx) proves neither that the message went out nor that it did not, and repeating it might tell
/// somebody twice.
///
/// @param effects messages and calls in all
/// @param afterFault whether something was broken
/// @param unclearAnswers requests to send or to call that a provider answered with 5xx
public record DoubtBound(long effects, boolean afterFault, long unclearAnswers) {
    private static final double SHARE = 0.001;
    private static final Set<String> SENDERS = Set.of("twilio", "sendgrid", "mailgun");
    private static final int SERVER_ERROR = 500;

    /// The answers stand in the ledger of the providers, whatever the services made of them.
    ///
    /// @param ledger the folder in which it is
    public static DoubtBound of(long effects, boolean afterFault, Path ledger) {
        return new DoubtBound(
                effects,
                afterFault,
                Ledger.read(ledger).stream().filter(DoubtBound::unclear).count());
    }

    private static boolean unclear(JsonObject entry) {
        return "rejected".equals(entry.getString("kind"))
                && SENDERS.contains(entry.getString("provider"))
                && entry.getInteger("status") >= SERVER_ERROR;
    }

    /// Of so many in doubt, those that no unclear answer of a provider explains.
    public long unexplained(long inDoubt) {
        return Math.max(0, inDoubt - unclearAnswers);
    }

    boolean holds(long inDoubt) {
        return afterFault ? unexplained(inDoubt) <= effects * SHARE : inDoubt == 0;
    }

    @Override
    public String toString() {
        return "of %d messages and calls; %d answers of providers were unclear"
                .formatted(effects, unclearAnswers);
    }
}
