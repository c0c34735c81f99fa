package io.leadflip.sandbox.twilio;

import java.util.regex.Pattern;

/// Which numbers Twilio takes: E.164, and in the North American plan a possible area code and
/// exchange.
final class PhoneNumbers {
    private static final Pattern E164 = Pattern.compile("\\+[2-9]\\d{6,14}");
    private static final Pattern NORTH_AMERICA = Pattern.compile("\\+1[2-9]\\d{2}[2-9]\\d{6}");

    private PhoneNumbers() {}

    static boolean valid(String number) {
        return E164.matcher(number).matches() || NORTH_AMERICA.matcher(number).matches();
    }
}
