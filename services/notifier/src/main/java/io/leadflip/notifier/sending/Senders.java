package io.leadflip.notifier.sending;

import io.leadflip.contracts.value.Channel;
import io.leadflip.notifier.NotifierConfig;
import io.leadflip.platform.work.WorkHandler;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// One sender for each channel that messages go by.
final class Senders {
    @Produces
    @Singleton
    static WorkHandler email(SendNotification sender, NotifierConfig config) {
        return new SendByChannel(Channel.EMAIL, sender, config);
    }

    @Produces
    @Singleton
    static WorkHandler sms(SendNotification sender, NotifierConfig config) {
        return new SendByChannel(Channel.SMS, sender, config);
    }
}
