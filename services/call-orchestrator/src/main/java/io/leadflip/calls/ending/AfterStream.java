package io.leadflip.calls.ending;

import io.leadflip.calls.call.Call;
import io.leadflip.calls.call.CallState;
import io.leadflip.calls.dialing.Attempt;
import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import java.util.Optional;
import java.util.Set;

/// What is to be done with the line of an attempt whose media stream is over.
public enum AfterStream {
    /// Nobody is there, or leave was taken of them, or they asked to be left alone.
    HANG_UP,
    /// Somebody is there and nobody took leave of them: the stream never came to the bridge, or
    /// broke.
    APOLOGIZE,
    /// Somebody is there who asked for a person, and was told that one comes.
    PUT_THROUGH;

    /// How a stream ends with somebody still on the line.
    private static final Set<MediaEndReason> LEFT =
            Set.of(
                    MediaEndReason.HANDED_OVER,
                    MediaEndReason.MODEL_FAILED,
                    MediaEndReason.PLATFORM_FAILED);

    /// The bridge takes leave by having the call hung up.
    ///
    /// @param leave the reason with which it did; null when it did not
    /// @param person whether a person was promised to come on the line
    /// @param over whether the provider says that the call is over
    static AfterStream of(Call call, Attempt attempt, String leave, boolean person, boolean over) {
        if (unwanted(call, attempt, over) || leave != null || endedInGoodOrder(attempt)) {
            return HANG_UP;
        }
        return person ? PUT_THROUGH : APOLOGIZE;
    }

    /// Whether nothing may be said or done on this line any more, whatever was decided before.
    static boolean unwanted(Call call, Attempt attempt, boolean over) {
        return over || !attempt.wanted() || !(call.state() instanceof CallState.Attempting);
    }

    private static boolean endedInGoodOrder(Attempt attempt) {
        return Optional.ofNullable(attempt.mediaReason())
                .map(MediaEndReason::valueOf)
                .filter(reason -> !LEFT.contains(reason))
                .isPresent();
    }
}
