package io.leadflip.matching;

import io.leadflip.contracts.value.Urgency;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How many businesses hear of a lead, and how long each may think.
@ConfigMapping(prefix = "leadflip.matching")
public interface MatchingConfig {
    /// Most candidates that are read from the directory for one lead.
    @WithDefault("300")
    int retrievalLimit();

    /// Lowest score with which a candidate is kept.
    @WithDefault("50")
    int minimumScore();

    /// Most candidates that are kept, in order, for the waves of one lead.
    @WithDefault("10")
    int candidatesKept();

    /// Most offers of one lead that are open at the same time.
    @WithDefault("3")
    int waveSize();

    /// How many businesses may accept one lead.
    @WithDefault("3")
    int acceptsPerLead();

    /// Places in the first wave that go to businesses nobody knows yet.
    @WithDefault("1")
    int explorationSlots();

    /// A business with fewer answers than this counts as not known yet.
    @WithDefault("5")
    int explorationAnswers();

    /// How long a lead that nobody seems to serve waits for businesses that registered before it,
    /// and whose facts are still on their way.
    @WithDefault("PT1M")
    Duration patience();

    /// How often such a lead is looked at again.
    @WithDefault("PT10S")
    Duration lookAgainAfter();

    /// An offer that was not sent within this time is withdrawn.
    @WithDefault("PT10M")
    Duration sendDeadline();

    /// How far back answers count for the response rate.
    @WithDefault("P90D")
    Duration responseHistory();

    /// How long a business may take to answer once it was told.
    AnswerWindow answerWindow();

    /// One window per urgency.
    interface AnswerWindow {
        /// Danger or damage now.
        @WithDefault("PT15M")
        Duration emergency();

        /// Within three days.
        @WithDefault("PT1H")
        Duration high();

        /// Within two weeks.
        @WithDefault("PT4H")
        Duration medium();

        /// Flexible.
        @WithDefault("PT24H")
        Duration low();

        /// The window for a lead of this urgency.
        default Duration of(Urgency urgency) {
            return switch (urgency) {
                case EMERGENCY -> emergency();
                case HIGH -> high();
                case MEDIUM -> medium();
                case LOW -> low();
            };
        }
    }
}
