package io.leadflip.notifier.notification;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
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
    public record Report(String provider, String word, Fate fate, String providerMessageId) {}

    private final Notifications notifications;

    DeliveryReports(Notifications notifications) {
        this.notifications = notifications;
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
                                report.provider() + "-" + report.word(),
                                report.providerMessageId())
                        : notifications
                                .sent(message, report.provider(), report.providerMessageId())
                                .replaceWithVoid();
        return settled.chain(
                () ->
                        notifications.delivery(
                                message.id(), report.word(), report.fate() != Fate.ON_ITS_WAY));
    }
}
