package io.leadflip.notifier.sending;

import io.leadflip.contracts.door.MessagePermit;
import io.leadflip.notifier.NotifierConfig;
import io.leadflip.notifier.mailgun.MailgunMail;
import io.leadflip.notifier.message.Composer;
import io.leadflip.notifier.message.Message;
import io.leadflip.notifier.message.Message.Mail;
import io.leadflip.notifier.message.Message.Text;
import io.leadflip.notifier.notification.Notification;
import io.leadflip.notifier.sendgrid.SendGridMail;
import io.leadflip.notifier.twilio.TwilioText;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Words and ways: what a notification says, and who carries it, in order of preference.
@ApplicationScoped
class Messages {
    private final Composer composer;
    private final List<Provider<Mail>> mail;
    private final List<Provider<Text>> text;

    Messages(NotifierConfig config, SendGridMail sendGrid, MailgunMail mailgun, TwilioText twilio) {
        this.composer = new Composer(config.publicOrigin(), config.postalAddress());
        this.mail = List.of(sendGrid, mailgun);
        this.text = List.of(twilio);
    }

    Message compose(Notification notification, MessagePermit permit) {
        return composer.compose(notification.kind(), notification.channel(), permit);
    }

    List<Provider<Mail>> mailProviders() {
        return mail;
    }

    List<Provider<Text>> textProviders() {
        return text;
    }

    /// Looks the notification up at the provider that was asked to carry it.
    Uni<Provider.LookUp> lookUp(Notification notification, MessagePermit permit) {
        return switch (compose(notification, permit)) {
            case Mail message -> lookUp(mail, notification, permit, message);
            case Text message -> lookUp(text, notification, permit, message);
        };
    }

    private static <M extends Message> Uni<Provider.LookUp> lookUp(
            List<Provider<M>> providers,
            Notification notification,
            MessagePermit permit,
            M message) {
        var envelope =
                new Envelope<>(
                        notification.id(), permit.address(), message, notification.sendingAt());
        return providers.stream()
                .filter(provider -> provider.name().equals(notification.provider()))
                .findFirst()
                .map(provider -> provider.lookUp(envelope))
                .orElseGet(() -> Uni.createFrom().item(new Provider.LookUp.Impossible()));
    }
}
