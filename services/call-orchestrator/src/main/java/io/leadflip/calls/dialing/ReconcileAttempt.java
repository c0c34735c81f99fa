package io.leadflip.calls.dialing;

import io.leadflip.calls.call.Call;
import io.leadflip.calls.call.Permits;
import io.leadflip.calls.dialing.Telephony.ProviderCall;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.work.WorkHandler;
import io.leadflip.platform.work.WorkItem;
import io.leadflip.platform.work.WorkOutcome;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Settles an attempt whose dialling is in doubt, by looking into the provider's own list. It never
/// dials.
///
/// A webhook that arrives meanwhile settles it as well. Missing from the list twice, well apart and
/// long enough after the intent, it becomes unknown for good; where the list cannot be asked for,
/// once it cannot ring any more.
@ApplicationScoped
class ReconcileAttempt implements WorkHandler {
    static final String KIND = "reconcile";
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);
    private static final int MISSES = 2;

    private final Permits permits;
    private final Telephony telephony;
    private final AttemptWork work;
    private final LockedAttempts locked;
    private final Attempts attempts;
    private final CallProgress progress;
    private final Transactions transactions;
    private final DialingSettings settings;
    private final Clock clock;

    ReconcileAttempt(
            Permits permits,
            Telephony telephony,
            AttemptWork work,
            LockedAttempts locked,
            Attempts attempts,
            CallProgress progress,
            Transactions transactions,
            DialingSettings settings,
            Clock clock) {
        this.permits = permits;
        this.telephony = telephony;
        this.work = work;
        this.locked = locked;
        this.attempts = attempts;
        this.progress = progress;
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<WorkOutcome> perform(WorkItem item) {
        return work.perform(item, Attempt::unheard, this::looked);
    }

    /// Nobody asks the provider any more: what is not known by now never will be.
    @Override
    public Uni<Void> abandoned(WorkItem item, String reason) {
        return attempts.find(AttemptWork.attemptId(item))
                .chain(
                        found ->
                                found.filter(Attempt::unheard)
                                        .map(attempt -> progress.inDoubt(attempt.id()))
                                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /// A provider that cannot be asked is asked again: not being answered is not being told that
    /// there is no call.
    private Uni<WorkOutcome> looked(Attempt attempt) {
        return look(attempt)
                .onFailure()
                .recoverWithItem(
                        new WorkOutcome.Again(
                                settings.reconcile().first(), "provider unavailable"));
    }

    /// The number is asked for again, because nothing here keeps it; a refused permit may hide it,
    /// then only a webhook can settle: who was not asked has not said that there is no call.
    private Uni<WorkOutcome> look(Attempt attempt) {
        return permits.ask(attempt.callId(), attempt.id())
                .chain(
                        answer ->
                                switch (answer) {
                                    case Permits.Answer.Given given
                                            when given.permit().phone() != null ->
                                            telephony
                                                    .placedTo(
                                                            given.permit().phone(),
                                                            attempt.startedAt().minus(CLOCK_SKEW))
                                                    .chain(this::notOurs)
                                                    .chain(found -> settle(attempt, found));
                                    case Permits.Answer.Given hidden -> unasked(attempt);
                                    case Permits.Answer.NoSuchCall unknown -> unasked(attempt);
                                    case Permits.Answer.Unavailable unavailable ->
                                            Uni.createFrom()
                                                    .item(
                                                            new WorkOutcome.Again(
                                                                    settings.unavailable(),
                                                                    "permit unavailable"));
                                });
    }

    private Uni<WorkOutcome> unasked(Attempt attempt) {
        Instant ringsUntil = attempt.startedAt().plus(settings.reconcile().mayRing());
        return clock.instant().isBefore(ringsUntil)
                ? Uni.createFrom()
                        .item(
                                new WorkOutcome.Again(
                                        settings.reconcile().between(), "number hidden"))
                : transactions
                        .run(() -> locked.with(attempt, this::inDoubt))
                        .replaceWith(WorkOutcome.DONE);
    }

    private Uni<Void> inDoubt(Call call, Attempt attempt) {
        return attempt.unheard() ? progress.inDoubt(call, attempt) : Uni.createFrom().voidItem();
    }

    /// A listed call that belongs to another attempt of ours is not the one sought; at most one is
    /// left, since a phone is called once at a time.
    private Uni<Optional<ProviderCall>> notOurs(List<ProviderCall> listed) {
        return transactions.run(
                () ->
                        Multi.createFrom()
                                .iterable(listed)
                                .onItem()
                                .transformToUniAndConcatenate(
                                        call ->
                                                attempts.known(call.sid())
                                                        .map(
                                                                known ->
                                                                        known
                                                                                ? Optional
                                                                                        .<ProviderCall>
                                                                                                empty()
                                                                                : Optional.of(
                                                                                        call)))
                                .filter(Optional::isPresent)
                                .collect()
                                .first()
                                .map(found -> found == null ? Optional.empty() : found));
    }

    private Uni<WorkOutcome> settle(Attempt attempt, Optional<ProviderCall> found) {
        Instant now = clock.instant();
        return transactions.run(
                () -> locked.with(attempt, (call, current) -> settle(call, current, found, now)));
    }

    private Uni<WorkOutcome> settle(
            Call call, Attempt attempt, Optional<ProviderCall> found, Instant now) {
        if (!attempt.unheard()) {
            return Uni.createFrom().item(WorkOutcome.DONE);
        }
        return found.map(
                        listed ->
                                progress.adopt(call, attempt, listed.sid())
                                        .replaceWith(WorkOutcome.DONE))
                .orElseGet(() -> missing(call, attempt, now));
    }

    private Uni<WorkOutcome> missing(Call call, Attempt attempt, Instant now) {
        Instant countsFrom = attempt.startedAt().plus(settings.reconcile().notBefore());
        if (now.isBefore(countsFrom)) {
            return Uni.createFrom()
                    .item(new WorkOutcome.Again(soon(now, countsFrom), "not listed yet"));
        }
        if (attempt.missedAt() != null
                && now.isBefore(attempt.missedAt().plus(settings.reconcile().between()))) {
            return Uni.createFrom()
                    .item(new WorkOutcome.Again(settings.reconcile().first(), "not listed yet"));
        }
        return attempt.misses() + 1 >= MISSES
                ? progress.inDoubt(call, attempt).replaceWith(WorkOutcome.DONE)
                : attempts.missed(attempt.id(), now)
                        .replaceWith(
                                new WorkOutcome.Again(
                                        settings.reconcile().between(), "not listed"));
    }

    private Duration soon(Instant now, Instant countsFrom) {
        Duration rest = Duration.between(now, countsFrom);
        Duration step = settings.reconcile().first();
        return rest.compareTo(step) < 0 ? rest : step;
    }
}
