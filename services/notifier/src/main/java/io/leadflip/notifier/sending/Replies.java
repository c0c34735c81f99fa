package io.leadflip.notifier.sending;

import io.leadflip.notifier.http.Reply;
import io.leadflip.notifier.http.Reply.Answered;
import java.time.Duration;
import java.util.function.Function;

/// Reads an HTTP reply as the fate of a message.
public final class Replies {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private Replies() {}

    /// @param taken reads the provider's message id from a success
    /// @param refused names a refusal
    public static SendResult read(
            Reply reply, Function<Answered, String> taken, Function<Answered, String> refused) {
        return switch (reply) {
            case Answered answered when answered.success() ->
                    new SendResult.Taken(taken.apply(answered));
            case Answered answered when answered.throttled() ->
                    new SendResult.Throttled(wait(answered.retryAfter()));
            case Answered answered when answered.barred() ->
                    new SendResult.Barred(refused.apply(answered));
            case Answered answered when answered.refused() ->
                    new SendResult.Refused(refused.apply(answered));
            case Answered answered -> new SendResult.InDoubt("status-" + answered.status());
            case Reply.Unreached unreached -> new SendResult.Unreached();
            case Reply.Silent silent -> new SendResult.InDoubt("no-answer");
        };
    }

    private static Duration wait(String retryAfter) {
        if (retryAfter == null || !retryAfter.matches("\\d{1,6}")) {
            return null;
        }
        var asked = Duration.ofSeconds(Long.parseLong(retryAfter));
        return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
    }
}
