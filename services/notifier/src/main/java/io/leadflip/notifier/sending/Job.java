package io.leadflip.notifier.sending;

import io.leadflip.contracts.door.MessagePermit;
import io.leadflip.notifier.message.Message;
import io.leadflip.notifier.notification.Notification;

/// One message on its way, under the fence of the work that sends it.
record Job<M extends Message>(
        Notification notification, M message, MessagePermit permit, long fence) {
    Envelope<M> envelope() {
        return new Envelope<>(
                notification.id(), permit.address(), message, notification.sendingAt());
    }

    @Override
    public String toString() {
        return "Job[" + notification.id() + "]";
    }
}
