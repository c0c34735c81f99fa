package io.leadflip.media.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// The bounds of this bridge and of each call on it.
@ConfigMapping(prefix = "leadflip.bridge")
public interface BridgeConfig {
    /// This instance's name in redemptions and announcements; a random one when not given.
    Optional<String> id();

    /// Which voice model speaks: `openai-realtime`, or `gpt-live`, which has no turns.
    @WithDefault("openai-realtime")
    Dialect voiceModel();

    enum Dialect {
        OPENAI_REALTIME,
        GPT_LIVE;

        /// The name its adapter bears.
        String adapter() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// Whether the voice model is tried at the start, and calls are taken only when it works.
    @WithDefault("true")
    boolean selfTest();

    /// When it is tried again after a failure.
    @WithDefault("5s")
    Duration selfTestAgain();

    /// Most calls at a time; more are refused at the handshake. Follows from what this machine was
    /// measured to carry: see "How many calls" in the README.
    @WithDefault("20")
    int maxCalls();

    /// How soon a stream must say who it is.
    @WithDefault("10s")
    Duration startWithin();

    /// How soon the model must be there and confirm telephone audio.
    @WithDefault("10s")
    Duration modelReadyWithin();

    /// Caller audio kept until the model listens, in frames of 20 ms.
    @WithDefault("500")
    int ringFrames();

    /// How much audio may go out between two marks.
    @WithDefault("500ms")
    Duration markEvery();

    /// How long nobody may speak before the agent asks, and once more before the call ends.
    @WithDefault("8s")
    Duration idleAfter();

    /// How long last words may take beyond their own length.
    @WithDefault("7s")
    Duration farewellWithin();

    /// How long a call may last once an opt-out is committed.
    @WithDefault("5s")
    Duration optOutWithin();

    /// How long the orchestrator may take to hang up before the stream is closed anyway.
    @WithDefault("7s")
    Duration hangUpWithin();

    /// How long we wait for the caller's last words to be written down, and the last response to be
    /// counted.
    @WithDefault("2s")
    Duration transcriptWithin();

    /// How much unheard audio may be out before reading from the model pauses. An interruption is
    /// noticed late during such a pause: keep it at what the longest response can hold.
    @WithDefault("60s")
    Duration inFlight();

    /// How much unheard audio may be out before the response is cancelled.
    @WithDefault("90s")
    Duration mostInFlight();

    /// How long the model may have the floor without being heard.
    @WithDefault("10s")
    Duration answerWithin();

    /// How long others may take for what the agent asked of them by a function, the advisor too,
    /// before it goes on without an answer.
    @WithDefault("6s")
    Duration toolsWithin();

    /// How long the caller must speak to interrupt the agent. At once by default: with a guard a
    /// cough no longer stops the agent, and every true interruption is heard that much later.
    @WithDefault("0s")
    Duration interruptAfter();

    /// How long live calls may go on once the process was told to stop.
    @WithDefault("4m")
    Duration drainGrace();

    /// How often this bridge announces its free places.
    @WithDefault("2s")
    Duration announceEvery();

    /// How long an announcement counts.
    @WithDefault("6s")
    Duration announcementLifetime();

    /// Silence put in for frames that did not come.
    Padding padding();

    /// How a lost session with the model is replaced.
    Recovery recovery();

    /// The most a call may cost at the model's provider.
    Cost cost();

    /// Prices are US dollars per million tokens.
    interface Cost {
        /// US dollars a call; it ends politely when they are used up.
        @WithDefault("3.00")
        double limit();

        @WithDefault("4.00")
        double inputText();

        @WithDefault("32.00")
        double inputAudio();

        @WithDefault("0.40")
        double inputCached();

        @WithDefault("24.00")
        double outputText();

        @WithDefault("64.00")
        double outputAudio();
    }

    /// How it is found out whether a machine answered.
    Screening screening();

    interface Screening {
        /// When the provider's detection is first asked for, after the redemption.
        @WithDefault("2s")
        Duration firstLook();

        /// How often after that, until there is a verdict.
        @WithDefault("750ms")
        Duration lookEvery();

        /// How long; the provider gives up after 30 s.
        @WithDefault("40s")
        Duration lookUntil();

        /// How long the agent waits for the words of the first turn.
        @WithDefault("1500ms")
        Duration wordsWithin();

        /// How long a machine must be silent before the message is left.
        @WithDefault("2500ms")
        Duration messageAfter();

        /// How long a machine that asks who is calling may take to fetch a person.
        @WithDefault("45s")
        Duration putThroughWithin();
    }

    interface Padding {
        /// Most silence for frames that the stream's clock skipped.
        @WithDefault("10s")
        Duration longestGap();

        /// How long a speaking caller's frames may stay away.
        @WithDefault("750ms")
        Duration stallAfter();

        /// What the model then gets, so that it can close the turn.
        @WithDefault("1s")
        Duration stallSilence();
    }

    interface Recovery {
        /// Most sessions tried for one loss.
        @WithDefault("5")
        int tries();

        /// Wait before the first try, doubled for each further one; half of it is left to chance.
        @WithDefault("250ms")
        Duration firstWait();

        /// Longest wait between two tries.
        @WithDefault("8s")
        Duration longestWait();

        /// The longest the caller waits for the agent to come back.
        @WithDefault("20s")
        Duration within();

        /// How long it may be silent before the platform asks for a moment.
        @WithDefault("1500ms")
        Duration comfortAfter();

        /// Age at which a session is replaced as soon as nobody speaks. The provider ends it at 60
        /// minutes.
        @WithDefault("50m")
        Duration recycleAfter();

        /// Age at which it is replaced whoever speaks.
        @WithDefault("58m")
        Duration recycleBy();
    }
}
