package io.leadflip.media.bridge;

import io.leadflip.contracts.event.MediaFact.ModelUsage;

/// Sums what the model's provider counted.
final class UsageMeter {
    private ModelUsage total;
    private double seconds;

    UsageMeter(String model) {
        total = new ModelUsage(model, 0, 0, 0, 0, 0);
    }

    void add(ModelUsage used) {
        total =
                new ModelUsage(
                        total.model(),
                        total.inputText() + used.inputText(),
                        total.inputAudio() + used.inputAudio(),
                        total.inputCached() + used.inputCached(),
                        total.outputText() + used.outputText(),
                        total.outputAudio() + used.outputAudio());
    }

    void lasted(double more) {
        seconds += more;
    }

    boolean reaches(CostLimit limit) {
        return limit.reached(total, seconds);
    }

    ModelUsage total() {
        return total;
    }
}
