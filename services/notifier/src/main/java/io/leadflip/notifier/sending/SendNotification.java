package io.leadflip.notifier.sending;

import io.leadflip.contracts.door.MessagePermit;
import io.leadflip.notifier.NotifierConfig;
import io.leadflip.notifier.message.Message.Mail;
import io.leadflip.notifier.message.Message.Text;
import io.leadflip.notifier.notification.Notification;
import io.leadflip.notifier.notification.Notifications;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.work.WorkItem;
import io.leadflip.platform.work.WorkOutcome;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// Sends one message: asks for the permit, writes the words, hands it over. Claimed again after a
/// crash it looks first at what was intended, and never sends what may be out already.
@ApplicationScoped
class SendNotification {
    private static final String ABANDONED = "abandoned";
    private static final String SUBJECT_UNKNOWN = "subject-unknown";

    private final Notifications notifications;
    private final Permits permits;
    private final Messages messages;
    private final Carry carry;
    private final LookUpNotification lookUp;
    private final Transactions transactions;
    private final NotifierConfig config;
    private final Clock clock;

    SendNotification(
            Notifications notifications,
            Permits permits,
            Messages messages,
            Carry carry,
            LookUpNotification lookUp,
            Transactions transactions,
            NotifierConfig config,
            Clock clock) {
        this.notifications = notifications;
        this.permits = permits;
        this.messages = messages;
        this.carry = carry;
        this.lookUp = lookUp;
        this.transactions = transactions;
        this.config = config;
        this.clock = clock;
    }

    Uni<WorkOutcome> perform(WorkItem item) {
        return transactions
                .run(() -> notifications.find(UUID.fromString(item.key())))
                .chain(found -> found.map(message -> step(message, item)).orElseGet(() -> done()));
    }

    /// What nobody sends any more must not look as if somebody still did. Once a provider was asked
    /// nobody knows, and it is looked up.
    Uni<Void> abandoned(WorkItem item) {
        return notifications
                .find(UUID.fromString(item.key()))
                .chain(
                        found ->
                                found.map(message -> giveUp(message, item))
                                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> giveUp(Notification message, WorkItem item) {
        return switch (message.state()) {
            case PENDING -> notifications.failed(message, item.fence(), ABANDONED);
            case SENDING -> notifications.unknown(message, message.provider(), ABANDONED);
            case SENT, FAILED, UNKNOWN -> Uni.createFrom().voidItem();
        };
    }

    private Uni<WorkOutcome> step(Notification message, WorkItem item) {
        return switch (message.state()) {
            case PENDING -> permits.ask(message).chain(answer -> answered(message, answer, item));
            case SENDING -> lookUp.afterCrash(message);
            case SENT, FAILED, UNKNOWN -> done();
        };
    }

    private Uni<WorkOutcome> answered(Notification message, PermitAnswer answer, WorkItem item) {
        return switch (answer) {
            case PermitAnswer.Granted(MessagePermit permit) when permit.quietUntil() != null ->
                    again(untilAfter(permit.quietUntil()), "quiet-hours");
            case PermitAnswer.Granted(MessagePermit permit) -> send(message, permit, item.fence());
            case PermitAnswer.Refused refused -> fail(message, item, refused.reason());
            case PermitAnswer.SubjectUnknown unknown -> subjectUnknown(message, item);
            case PermitAnswer.Away away -> halt();
            case PermitAnswer.NoAnswer none -> again(config.tryAgainAfter(), "no-permit");
        };
    }

    private Uni<WorkOutcome> send(Notification message, MessagePermit permit, long fence) {
        return switch (messages.compose(message, permit)) {
            case Mail mail ->
                    carry.by(
                            new Job<>(message, mail, permit, fence),
                            messages.mailProviders().iterator());
            case Text text ->
                    carry.by(
                            new Job<>(message, text, permit, fence),
                            messages.textProviders().iterator());
        };
    }

    private Uni<WorkOutcome> fail(Notification message, WorkItem item, String reason) {
        return transactions
                .run(() -> notifications.failed(message, item.fence(), reason))
                .replaceWith(WorkOutcome.DONE);
    }

    private Uni<WorkOutcome> subjectUnknown(Notification message, WorkItem item) {
        var age = Duration.between(message.createdAt(), clock.instant());
        return new SubjectPatience(config.subjectUnknownFor())
                .next(age)
                .map(wait -> again(wait, SUBJECT_UNKNOWN))
                .orElseGet(() -> fail(message, item, SUBJECT_UNKNOWN));
    }

    /// Asked again then: what it tells of may be over in the morning. Clocks of two machines
    /// differ, so that nobody asks over and over in the last second.
    private Duration untilAfter(Instant end) {
        var left = Duration.between(clock.instant(), end);
        var least = config.tryAgainAfter();
        return left.compareTo(least) < 0 ? least : left;
    }

    private static Uni<WorkOutcome> again(Duration wait, String reason) {
        return Uni.createFrom().item(new WorkOutcome.Again(wait, reason));
    }

    /// Without lead-intake nothing may go out, whoever it is for.
    private Uni<WorkOutcome> halt() {
        return Uni.createFrom().item(new WorkOutcome.Halt(config.tryAgainAfter(), "no-permit"));
    }

    private static Uni<WorkOutcome> done() {
        return Uni.createFrom().item(WorkOutcome.DONE);
    }
}
