package io.leadflip.notifier.notification;

import io.leadflip.contracts.event.ContactFact.ContactSuppressed;
import io.leadflip.platform.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;

/// Applies what providers tell of messages on their way. In the current transaction; any number of
/// times, in any order.
@ApplicationScoped
public class DeliveryReports {
    /// What a provider's word means for the recipient.
    public enum Fate {
        ON_ITS_WAY,
        ARRIVED,
        LOST
    }

    /// @param word the provider's own, one of those we know
    /// @param providerMessageId null when the provider did not tell it
    /// @param noMore why nothing more is to be sent to this address; null when that is not said
    public record Report(
            String provider, String word, Fate fate, String providerMessageId, String noMore) {}

    private final Notifications notifications;
    private final Outbox outbox;
    private final NotifierMetrics metrics;
    private final Clock clock;

    DeliveryReports(
            Notifications notifications, Outbox outbox, NotifierMetrics metrics, Clock clock) {
        this.notifications = notifications;
        this.outbox = outbox;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// Answers false when there is no such message.
    public Uni<Boolean> take(UUID id, Report report) {
        return notifications
                .find(id)
                .chain(
                        found ->
                                found.map(message -> apply(message, report).replaceWith(true))
                                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    /// A report that names our message proves that the provider has it, whatever became of our
    /// request; one that it is lost, that nobody was told.
    private Uni<Void> apply(Notification message, Report report) {
        var settled =
                report.fate() == Fate.LOST
                        ? notifications.undelivered(
                                message,
                                report.provider(),
                                report.provider() + "-" + report.word(),
                                report.providerMessageId())
                        : notifications
                                .sent(message, report.provider(), report.providerMessageId())
                                .replaceWithVoid();
        return settled.chain(
                        () ->
                                notifications.delivery(
                                        message.id(),
                                        report.word(),
                                        report.fate() != Fate.ON_ITS_WAY))
                .chain(news -> news ? noMore(message, report) : Uni.createFrom().voidItem());
    }

    /// A complaint, a wish to get no more, or an address at which nobody is: by whichever provider
    /// the next message would go, it goes nowhere.
    private Uni<Void> noMore(Notification message, Report report) {
        if (report.noMore() == null || message.contactKey() == null) {
            return Uni.createFrom().voidItem();
        }
        metrics.optedOut(report.noMore());
        return outbox.append(
                new ContactSuppressed(
                        message.contactKey(),
                        Set.of(message.channel()),
                        report.noMore(),
                        clock.instant()));
    }
}
