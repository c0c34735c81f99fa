package io.leadflip.notifier.sending;

import io.leadflip.contracts.event.ContactFact.ContactSuppressed;
import io.leadflip.notifier.NotifierConfig;
import io.leadflip.notifier.message.Message;
import io.leadflip.notifier.notification.Notifications;
import io.leadflip.notifier.notification.NotifierMetrics;
import io.leadflip.notifier.unsubscribe.UnsubscribeLinks;
import io.leadflip.platform.outbox.Outbox;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.problem.FailureDescription;
import io.leadflip.platform.work.WorkOutcome;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Hands a message to its providers: the intent is committed, then the provider is asked, once. The
/// next provider is asked only when the one before provably did nothing; in doubt nobody is.
@ApplicationScoped
class Carry {
    private static final Logger LOG = Logger.getLogger(Carry.class);
    private static final String UNREACHED = "unreached";

    private final Notifications notifications;
    private final UnsubscribeLinks links;
    private final Transactions transactions;
    private final Outbox outbox;
    private final NotifierMetrics metrics;
    private final NotifierConfig config;
    private final Clock clock;

    Carry(
            Notifications notifications,
            UnsubscribeLinks links,
            Transactions transactions,
            Outbox outbox,
            NotifierMetrics metrics,
            NotifierConfig config,
            Clock clock) {
        this.notifications = notifications;
        this.links = links;
        this.transactions = transactions;
        this.outbox = outbox;
        this.metrics = metrics;
        this.config = config;
        this.clock = clock;
    }

    <M extends Message> Uni<WorkOutcome> by(Job<M> job, Iterator<Provider<M>> providers) {
        return by(job, providers, null);
    }

    /// @param refused the code with which a provider before refused this very message; null when
    ///   none did
    private <M extends Message> Uni<WorkOutcome> by(
            Job<M> job, Iterator<Provider<M>> providers, String refused) {
        var provider = providers.next();
        return transactions
                .run(() -> intend(job, provider))
                .chain(
                        ours ->
                                ours
                                        ? ask(job, provider, providers, refused)
                                        : Uni.createFrom().item(inOtherHands()));
    }

    /// Somebody else is sending or has settled it; if that somebody provably fails, it is our turn.
    private WorkOutcome inOtherHands() {
        return new WorkOutcome.Again(config.tryAgainAfter(), "in-other-hands");
    }

    /// Who has unsubscribed here gets nothing, whatever the contact book knows by now.
    private <M extends Message> Uni<Boolean> intend(Job<M> job, Provider<M> provider) {
        return links.unsubscribed(job.permit())
                .chain(
                        gone ->
                                gone
                                        ? notifications
                                                .failed(
                                                        job.notification(),
                                                        job.fence(),
                                                        "suppressed")
                                                .replaceWith(false)
                                        : mayBeAsked(job, provider));
    }

    private <M extends Message> Uni<Boolean> mayBeAsked(Job<M> job, Provider<M> provider) {
        return notifications
                .intend(job.notification(), job.fence(), provider.name(), job.permit().contactKey())
                .call(ours -> links.keep(job.permit()));
    }

    private <M extends Message> Uni<WorkOutcome> ask(
            Job<M> job, Provider<M> provider, Iterator<Provider<M>> rest, String before) {
        return provider.send(job.envelope())
                .onFailure()
                .invoke(failure -> fault(job, provider, failure))
                .onFailure()
                .recoverWithItem(failure -> new SendResult.InDoubt("fault"))
                .invoke(result -> log(job, provider, result))
                .chain(result -> settle(job, provider, result, rest, before));
    }

    private <M extends Message> Uni<WorkOutcome> settle(
            Job<M> job,
            Provider<M> provider,
            SendResult result,
            Iterator<Provider<M>> rest,
            String before) {
        return switch (result) {
            case SendResult.Taken taken ->
                    done(
                            () ->
                                    notifications
                                            .sent(
                                                    job.notification(),
                                                    provider.name(),
                                                    taken.messageId())
                                            .replaceWithVoid());
            case SendResult.Refused refused when rest.hasNext() ->
                    failover(job, provider, rest, refused.code());
            case SendResult.Unreached unreached when rest.hasNext() ->
                    failover(job, provider, rest, before);
            case SendResult.Barred barred when rest.hasNext() -> {
                metrics.barred(provider.name());
                yield failover(job, provider, rest, before);
            }
            case SendResult.Barred barred when before != null -> {
                metrics.barred(provider.name());
                yield done(() -> refused(job, before));
            }
            case SendResult.Barred barred -> {
                metrics.barred(provider.name());
                yield again(job, config.barredFor(), "barred-" + barred.code());
            }
            case SendResult.Refused refused -> done(() -> refused(job, refused.code()));
            case SendResult.Unreached unreached -> halt(job);
            case SendResult.OptedOut optedOut -> done(() -> suppressed(job, optedOut.code()));
            case SendResult.Throttled throttled ->
                    again(job, throttled.atLeast(config.tryAgainAfter()), "throttled");
            case SendResult.InDoubt doubt ->
                    done(
                            () ->
                                    notifications.unknown(
                                            job.notification(), provider.name(), doubt.code()));
        };
    }

    private <M extends Message> Uni<WorkOutcome> failover(
            Job<M> job, Provider<M> from, Iterator<Provider<M>> rest, String refused) {
        metrics.failover(from.name());
        return by(job, rest, refused);
    }

    private Uni<Void> refused(Job<?> job, String code) {
        return notifications.failed(job.notification(), job.fence(), "refused-" + code);
    }

    /// The provider knows of an opt-out that we never heard: as one that we heard, it holds for
    /// every channel.
    private Uni<Void> suppressed(Job<?> job, String code) {
        metrics.optedOut("provider");
        var fact =
                new ContactSuppressed(
                        job.permit().contactKey(), Set.of(), "sms-stop", clock.instant());
        return refused(job, code).chain(() -> outbox.append(fact));
    }

    /// A provider that is away is away for all messages of the channel.
    private Uni<WorkOutcome> halt(Job<?> job) {
        return steppedBack(job, UNREACHED)
                .replaceWith(new WorkOutcome.Halt(config.tryAgainAfter(), UNREACHED));
    }

    private Uni<WorkOutcome> again(Job<?> job, Duration after, String reason) {
        return steppedBack(job, reason).replaceWith(new WorkOutcome.Again(after, reason));
    }

    private Uni<Void> steppedBack(Job<?> job, String reason) {
        return transactions.run(
                () -> notifications.stepBack(job.notification(), job.fence(), reason));
    }

    private Uni<WorkOutcome> done(Supplier<Uni<Void>> settling) {
        return transactions.run(settling).replaceWith(WorkOutcome.DONE);
    }

    private static void fault(Job<?> job, Provider<?> provider, Throwable failure) {
        LOG.errorf(
                "Message in doubt by our own fault notificationId=%s provider=%s: %s",
                job.notification().id(), provider.name(), FailureDescription.brief(failure));
    }

    private static void log(Job<?> job, Provider<?> provider, SendResult result) {
        LOG.infof(
                "Message handed over notificationId=%s leadId=%s provider=%s result=%s",
                job.notification().id(),
                job.notification().leadId(),
                provider.name(),
                result.getClass().getSimpleName());
    }
}
