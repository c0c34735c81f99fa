package io.leadflip.calls.transcript;

import io.leadflip.calls.call.Calls;
import io.leadflip.calls.dialing.Attempt;
import io.leadflip.calls.dialing.Attempts;
import io.leadflip.calls.dialing.DialingSettings;
import io.leadflip.calls.dialing.OptOuts;
import io.leadflip.calls.dialing.ReapAttempt;
import io.leadflip.calls.spend.PriceTable;
import io.leadflip.calls.spend.SpendLedger;
import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventType;
import io.leadflip.contracts.event.MediaFact;
import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.event.MediaFact.MediaEnded;
import io.leadflip.contracts.event.MediaFact.MediaStarted;
import io.leadflip.contracts.event.MediaFact.MediaTurn;
import io.leadflip.platform.stream.PoisonException;
import io.leadflip.platform.stream.Subscriber;
import io.leadflip.platform.work.WorkQueue;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/// Stores what the media bridge heard and said, and notices its last fact.
@ApplicationScoped
class MediaFacts implements Subscriber {
    private final Calls calls;
    private final Attempts attempts;
    private final OptOuts optOuts;
    private final AttemptKeys keys;
    private final Transcripts transcripts;
    private final ExtractOutcome extraction;
    private final SpendLedger spend;
    private final PriceTable prices;
    private final WorkQueue work;
    private final DialingSettings settings;
    private final Clock clock;

    MediaFacts(
            Calls calls,
            Attempts attempts,
            OptOuts optOuts,
            AttemptKeys keys,
            Transcripts transcripts,
            ExtractOutcome extraction,
            SpendLedger spend,
            PriceTable prices,
            WorkQueue work,
            DialingSettings settings,
            Clock clock) {
        this.calls = calls;
        this.attempts = attempts;
        this.optOuts = optOuts;
        this.keys = keys;
        this.transcripts = transcripts;
        this.extraction = extraction;
        this.spend = spend;
        this.prices = prices;
        this.work = work;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.MEDIA_STARTED, EventType.MEDIA_TURN, EventType.MEDIA_ENDED);
    }

    @Override
    public Uni<Void> on(Event event) {
        MediaFact fact = (MediaFact) event.data();
        return attempts.find(fact.attemptId())
                .map(
                        found ->
                                found.orElseThrow(
                                        () ->
                                                new PoisonException(
                                                        "media fact of an attempt that does not exist")))
                .chain(
                        attempt ->
                                switch (fact) {
                                    case MediaStarted started -> Uni.createFrom().voidItem();
                                    case MediaTurn turn -> transcripts.add(turn);
                                    case MediaEnded ended -> ended(attempt, ended);
                                });
    }

    private Uni<Void> ended(Attempt attempt, MediaEnded fact) {
        JsonObject usage = fact.usage() == null ? null : JsonObject.mapFrom(fact.usage());
        return optOut(attempt, fact)
                .chain(() -> calls.lock(attempt.callId()))
                .chain(
                        () ->
                                attempts.mediaEnded(
                                        attempt.id(),
                                        fact.reason().name(),
                                        fact.number(),
                                        usage,
                                        fact.endedAt()))
                .chain(
                        first ->
                                attempts.find(attempt.id())
                                        .map(Optional::orElseThrow)
                                        .call(known -> first ? charge(known, fact) : none())
                                        .chain(this::follow));
    }

    /// When everything else was counted before, this was what it waited for.
    private Uni<Void> charge(Attempt attempt, MediaEnded fact) {
        return attempt.state().over() && attempt.result() != null
                ? spend.settleMetered(attempt.id(), prices.model(fact.usage()))
                : none();
    }

    private static Uni<Void> none() {
        return Uni.createFrom().voidItem();
    }

    /// The bridge tells an opt-out at the door as well; that may have failed, this cannot be lost.
    /// Words alone count too, whoever is taken for a machine, and before a model reads them.
    private Uni<Void> optOut(Attempt attempt, MediaEnded fact) {
        return wantsNoMore(attempt, fact)
                .chain(no -> no ? optOuts.heard(attempt, "voice") : none());
    }

    private Uni<Boolean> wantsNoMore(Attempt attempt, MediaEnded fact) {
        return fact.reason() == MediaEndReason.OPTED_OUT
                ? Uni.createFrom().item(true)
                : transcripts
                        .read(attempt.id(), keys.open(attempt.sealedKey()))
                        .map(RuleReader::wantsNoMore);
    }

    private Uni<Void> follow(Attempt attempt) {
        return attempt.state().over()
                ? extraction.now(attempt.id())
                : work.reschedule(
                        ReapAttempt.KIND,
                        attempt.id().toString(),
                        clock.instant().plus(settings.reap().afterMedia()));
    }
}
