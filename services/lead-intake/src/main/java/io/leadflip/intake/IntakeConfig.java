package io.leadflip.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/// How leads are taken in and kept.
@ConfigMapping(prefix = "leadflip.intake")
public interface IntakeConfig {
    /// Keys the contact keys, tracking tokens and codes; whoever knows it can recognise people.
    String contactKeySecret();

    /// Clients whose tokens are accepted (`azp`).
    Set<String> authorizedParties();

    /// Where people read and answer; links in messages begin with it.
    URI publicWebUrl();

    /// Most leads a person may submit within the window.
    @WithDefault("5")
    int leadsPerPerson();

    /// Most leads that may come from one network address within the window.
    @WithDefault("30")
    int leadsPerAddress();

    /// The window in which leads are counted.
    @WithDefault("1h")
    Duration rateWindow();

    /// How long the same text of the same person is the same lead.
    @WithDefault("24h")
    Duration duplicateWithin();

    /// How long a visitor's tracking token is good for.
    @WithDefault("30d")
    Duration trackingTokenValid();

    /// Leads below this quality are not sold.
    @WithDefault("5.0")
    double leastQuality();

    /// Most follow-up answers a lead may get.
    @WithDefault("3")
    int mostAnswers();

    /// Most businesses that may accept one lead.
    @WithDefault("3")
    int mostAccepts();

    /// How long a phone code is good for.
    @WithDefault("10m")
    Duration codeValid();

    /// Tries a phone code allows.
    @WithDefault("5")
    int codeTries();

    /// Most codes sent to one phone within the rate window.
    @WithDefault("5")
    int codesPerPhone();

    /// Where phones are that codes are sent to (ISO 3166-1 alpha-2): those that may be called.
    @WithDefault("US")
    Set<String> phoneRegions();

    /// The header in which the platform in front tells a client's network address, such as
    /// `Fly-Client-IP`; `none` where an ingress replaces `X-Forwarded-For`. Only where that
    /// platform sets it whatever the client sent.
    @WithDefault("none")
    String clientAddressHeader();

    /// How long a proved phone stays proved.
    @WithDefault("90d")
    Duration phoneProofValid();

    /// How long a consent to be contacted by a business lasts.
    @WithDefault("90d")
    Duration consentValid();

    /// How long a consumer's wish to be called back lasts.
    @WithDefault("24h")
    Duration callbackValid();

    /// How far ahead a call may be asked for.
    @WithDefault("30d")
    Duration callsAhead();

    /// How long the answer to an `Idempotency-Key` is remembered.
    @WithDefault("30d")
    Duration keysKept();

    /// How long a phone verification is kept, used or not: as long as what it proved.
    @WithDefault("90d")
    Duration verificationsKept();

    /// How often what is too old is removed.
    @WithDefault("1h")
    Duration purgeInterval();

    /// How long another service may take to answer a read that is passed on to it.
    @WithDefault("2s")
    Duration proxyDeadline();

    /// How long each service may take for what an operator asks of it.
    @WithDefault("5s")
    Duration operationDeadline();

    /// How live timelines are told.
    Feed feed();

    /// How live timelines are told.
    interface Feed {
        /// How often an open stream looks for new entries.
        @WithDefault("500ms")
        Duration poll();

        /// How often a silent stream says that it is alive.
        @WithDefault("15s")
        Duration heartbeat();

        /// After this long a stream ends and the client comes again.
        @WithDefault("30m")
        Duration longest();

        /// Most open streams of one process.
        @WithDefault("500")
        int streams();
    }
}
