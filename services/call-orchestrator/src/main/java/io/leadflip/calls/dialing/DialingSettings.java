package io.leadflip.calls.dialing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/// How calls are placed, retried and followed up.
@ConfigMapping(prefix = "leadflip.dialing")
public interface DialingSettings {
    /// Our own number, E.164.
    String from();

    /// Where Twilio reaches this service: scheme, host and port as Twilio uses them.
    URI publicOrigin();

    /// Calls placed per second, over all instances.
    @WithDefault("1.0")
    double callsPerSecond();

    /// Start of the Redis keys by which media bridges announce themselves, which is that of all
    /// keys of the installation.
    @WithDefault("${leadflip.events.prefix:lf}:bridge:")
    String bridgeKeyPrefix();

    /// How long the phone rings.
    @WithDefault("30s")
    Duration ringTime();

    /// The longest call; enforced by the provider too.
    @WithDefault("240s")
    Duration timeLimit();

    /// What a call comes to that a machine answers. A fax is always hung up on.
    @WithDefault("leave-message")
    OnMachine onMachine();

    enum OnMachine {
        /// The provider waits for the beep, and the bridge leaves the prepared message.
        LEAVE_MESSAGE,
        HANG_UP
    }

    /// How long after it was asked for a permit may be acted on; a process that stood still for
    /// longer asks again.
    @WithDefault("5s")
    Duration permitValid();

    /// Wait when lead-intake, Redis or a bridge cannot be had.
    @WithDefault("3s")
    Duration unavailable();

    /// Wait when an operator has dialling halted; that long at most it takes to go on when the halt
    /// is lifted.
    @WithDefault("15s")
    Duration halted();

    /// Wait when the provider asked to slow down or cannot be reached; doubles with every attempt
    /// in vain.
    @WithDefault("10s")
    Duration throttled();

    /// Longest such wait.
    @WithDefault("2m")
    Duration throttledLongest();

    /// Wait when the provider refused our account.
    @WithDefault("10m")
    Duration barred();

    /// How long altogether a call waits for a provider that takes no calls before it counts as
    /// failed. What the gate puts off does not count.
    @WithDefault("24h")
    Duration providerAway();

    /// Delays of further attempts.
    Retry retry();

    /// What happens when nobody knows whether the provider dialled.
    Reconcile reconcile();

    /// What happens when callbacks stay away.
    Reap reap();

    interface Retry {
        /// After no answer or a busy line.
        @WithDefault("2h")
        Duration unanswered();

        /// After a machine answered.
        @WithDefault("4h")
        Duration voicemail();

        /// After the provider failed without dialling; once.
        @WithDefault("5m")
        Duration providerError();
    }

    interface Reconcile {
        /// First look into the provider's list, after the intent.
        @WithDefault("10s")
        Duration first();

        /// A call that is not listed counts as missing only this long after the intent.
        @WithDefault("90s")
        Duration notBefore();

        /// Wait between the two looks that must both miss it.
        @WithDefault("60s")
        Duration between();

        /// How long after the intent a call that nobody knows of may still ring or be talked to:
        /// what it waits in the provider's queue, its ring time and its time limit. That long no
        /// other call is made to the phone.
        @WithDefault("30m")
        Duration mayRing();
    }

    interface Reap {
        /// First question to the provider, after dialling.
        @WithDefault("60s")
        Duration first();

        /// Further questions.
        @WithDefault("30s")
        Duration every();

        /// How soon the provider is asked when the media stream has ended and its callback has not
        /// come.
        @WithDefault("5s")
        Duration afterMedia();

        /// How much longer than its limit a call may last before it is ended from here.
        @WithDefault("30s")
        Duration overtime();

        /// After this a call the provider does not know counts as unknown.
        @WithDefault("10m")
        Duration giveUp();
    }
}
