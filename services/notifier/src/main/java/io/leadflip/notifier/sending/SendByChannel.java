package io.leadflip.notifier.sending;

import io.leadflip.contracts.value.Channel;
import io.leadflip.notifier.NotifierConfig;
import io.leadflip.notifier.notification.Notifications;
import io.leadflip.platform.work.WorkHandler;
import io.leadflip.platform.work.WorkItem;
import io.leadflip.platform.work.WorkOutcome;
import io.smallrye.mutiny.Uni;

/// Sends the messages of one channel, which halts when its providers are away.
final class SendByChannel implements WorkHandler {
    private final Channel channel;
    private final SendNotification sender;
    private final NotifierConfig config;

    SendByChannel(Channel channel, SendNotification sender, NotifierConfig config) {
        this.channel = channel;
        this.sender = sender;
        this.config = config;
    }

    @Override
    public String kind() {
        return Notifications.sending(channel);
    }

    @Override
    public int concurrency() {
        return config.sendsInFlight();
    }

    @Override
    public Uni<WorkOutcome> perform(WorkItem item) {
        return sender.perform(item);
    }

    @Override
    public Uni<Void> abandoned(WorkItem item, String reason) {
        return sender.abandoned(item);
    }
}
