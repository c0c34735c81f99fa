package io.leadflip.notifier.sending;

import io.leadflip.notifier.NotifierConfig;
import io.leadflip.notifier.notification.Notification;
import io.leadflip.notifier.notification.Notification.State;
import io.leadflip.notifier.notification.Notifications;
import io.leadflip.notifier.sending.Provider.LookUp;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.work.WorkHandler;
import io.leadflip.platform.work.WorkItem;
import io.leadflip.platform.work.WorkOutcome;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/// Asks a provider whether it has a message that is in doubt, until it shows it or nobody expects
/// that any more. Found, it counts as sent; not shown proves nothing, and it stays unknown and is
/// never sent again.
@ApplicationScoped
class LookUpNotification implements WorkHandler {
    /// A provider that answers shows what it has after minutes at most.
    private static final Duration SHOWN_WITHIN = Duration.ofMinutes(15);

    private static final Duration WORTHWHILE = Duration.ofHours(24);

    private final Notifications notifications;
    private final Permits permits;
    private final Messages messages;
    private final Transactions transactions;
    private final NotifierConfig config;
    private final Clock clock;

    LookUpNotification(
            Notifications notifications,
            Permits permits,
            Messages messages,
            Transactions transactions,
            NotifierConfig config,
            Clock clock) {
        this.notifications = notifications;
        this.permits = permits;
        this.messages = messages;
        this.transactions = transactions;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return Notifications.LOOK_UP;
    }

    @Override
    public Uni<WorkOutcome> perform(WorkItem item) {
        return transactions
                .run(() -> notifications.find(UUID.fromString(item.key())))
                .chain(
                        found ->
                                found.filter(message -> message.state() == State.UNKNOWN)
                                        .map(this::later)
                                        .orElseGet(() -> Uni.createFrom().item(WorkOutcome.DONE)));
    }

    private Uni<WorkOutcome> later(Notification message) {
        return lookUp(message)
                .chain(
                        result ->
                                switch (result) {
                                    case LookUp.Found found -> sent(message, found);
                                    case LookUp.Impossible impossible -> unless(true);
                                    case LookUp.NotShown notShown ->
                                            unless(older(message, SHOWN_WITHIN));
                                    case LookUp.Unanswered unanswered ->
                                            unless(older(message, WORTHWHILE));
                                });
    }

    /// The process that was sending died between its intent and the result.
    Uni<WorkOutcome> afterCrash(Notification message) {
        return lookUp(message)
                .chain(
                        result ->
                                switch (result) {
                                    case LookUp.Found found -> sent(message, found);
                                    case LookUp.Impossible impossible -> unknown(message);
                                    case LookUp.NotShown notShown -> unknown(message);
                                    case LookUp.Unanswered unanswered -> unknown(message);
                                });
    }

    /// The address is nobody's to keep: it is asked for again. Without it there is nothing to look
    /// for.
    private Uni<LookUp> lookUp(Notification message) {
        return permits.ask(message)
                .chain(
                        answer ->
                                switch (answer) {
                                    case PermitAnswer.Granted granted ->
                                            messages.lookUp(message, granted.permit());
                                    case PermitAnswer.Away away ->
                                            Uni.createFrom().item(new LookUp.Unanswered());
                                    case PermitAnswer.NoAnswer none ->
                                            Uni.createFrom().item(new LookUp.Unanswered());
                                    case PermitAnswer.Refused refused ->
                                            Uni.createFrom().item(new LookUp.Impossible());
                                    case PermitAnswer.SubjectUnknown unknown ->
                                            Uni.createFrom().item(new LookUp.Impossible());
                                });
    }

    private Uni<WorkOutcome> sent(Notification message, LookUp.Found found) {
        return transactions
                .run(() -> notifications.sent(message, message.provider(), found.messageId()))
                .replaceWith(WorkOutcome.DONE);
    }

    private Uni<WorkOutcome> unknown(Notification message) {
        return transactions
                .run(() -> notifications.unknown(message, message.provider(), "interrupted"))
                .replaceWith(WorkOutcome.DONE);
    }

    private boolean older(Notification message, Duration age) {
        return message.sendingAt().plus(age).isBefore(clock.instant());
    }

    private Uni<WorkOutcome> unless(boolean vain) {
        return Uni.createFrom()
                .item(
                        vain
                                ? WorkOutcome.DONE
                                : new WorkOutcome.Again(config.lookUpAfter(), "not-shown"));
    }
}
