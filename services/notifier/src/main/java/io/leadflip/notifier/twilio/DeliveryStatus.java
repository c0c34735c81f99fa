package io.leadflip.notifier.twilio;

import io.leadflip.notifier.notification.DeliveryReports.Fate;
import java.util.Optional;

/// What Twilio says about the way of a text message.
final class DeliveryStatus {
    private DeliveryStatus() {}

    /// Empty for a word that is not Twilio's.
    static Optional<Fate> fate(String status) {
        return switch (status) {
            case "accepted", "scheduled", "queued", "sending", "sent" ->
                    Optional.of(Fate.ON_ITS_WAY);
            case "delivered", "read" -> Optional.of(Fate.ARRIVED);
            case "undelivered", "failed", "canceled" -> Optional.of(Fate.LOST);
            default -> Optional.empty();
        };
    }
}
