package io.leadflip.matching.offer;

import java.time.Instant;
import java.util.List;

/// Who of the waiting may be asked now, in order, and when the first of those in their quiet hours
/// may be.
///
/// @param callable may hear of the lead now, if their capacity allows
/// @param quietUntil when the first quiet one wakes; null when nobody is quiet
record Wave(List<Waiting> callable, Instant quietUntil) {
    Wave {
        callable = List.copyOf(callable);
    }

    static Wave of(List<Waiting> waiting, Lead lead, Instant now) {
        var callable =
                waiting.stream()
                        .filter(each -> each.quietUntil(lead.urgency(), now).isEmpty())
                        .toList();
        var wakes =
                waiting.stream()
                        .flatMap(each -> each.quietUntil(lead.urgency(), now).stream())
                        .min(Instant::compareTo);
        return new Wave(callable, wakes.orElse(null));
    }
}
