package io.leadflip.sandbox.twilio;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Instants the way Twilio writes them (RFC 2822, UTC).
final class TwilioTime {
    private static final DateTimeFormatter RFC_2822 =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.US)
                    .withZone(ZoneOffset.UTC);

    private TwilioTime() {}

    /// Null stays null, as in Twilio's JSON.
    static String of(Instant instant) {
        return instant == null ? null : RFC_2822.format(instant);
    }
}
