package io.leadflip.bench.kit.report;

import java.util.Locale;

/// How a measure's numbers are read.
///
/// @param text what is counted
/// @param digits behind the point
public record Unit(String text, int digits) {
    String number(double value) {
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
