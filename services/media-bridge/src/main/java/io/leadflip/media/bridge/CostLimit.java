package io.leadflip.media.bridge;

import io.leadflip.contracts.event.MediaFact.ModelUsage;

/// The most one call may cost at the model's provider, by what it counted so far. It stops a call
/// that runs away; what a call really cost is settled elsewhere, by a versioned price table.
///
/// @param limit in US dollars
/// @param inputText and the others: US dollars per million tokens
public record CostLimit(
        double limit,
        double inputText,
        double inputAudio,
        double inputCached,
        double outputText,
        double outputAudio) {
    private static final double MILLION = 1_000_000;

    /// Five cents a minute, of a model that is billed by its time.
    private static final double SECOND = 0.05 / 60;

    /// @param seconds of sessions that are billed by the second
    boolean reached(ModelUsage used, double seconds) {
        double dollars =
                used.inputText() * inputText
                        + used.inputAudio() * inputAudio
                        + used.inputCached() * inputCached
                        + used.outputText() * outputText
                        + used.outputAudio() * outputAudio;
        return dollars / MILLION + seconds * SECOND >= limit;
    }
}
