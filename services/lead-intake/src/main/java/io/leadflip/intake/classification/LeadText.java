package io.leadflip.intake.classification;

import java.time.LocalDate;

/// What a consumer wrote, and what was given beside the text.
///
/// @param zip given in its own field; null when not
/// @param city given in its own field; null when not
/// @param name of the consumer, so that it can be redacted; null when unknown
/// @param written the day it was written, for seasons
public record LeadText(
        String text,
        String zip,
        String city,
        String name,
        boolean phone,
        boolean email,
        LocalDate written) {
    @Override
    public String toString() {
        return "LeadText[redacted]";
    }
}
