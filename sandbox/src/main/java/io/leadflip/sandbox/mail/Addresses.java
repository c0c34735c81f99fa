package io.leadflip.sandbox.mail;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads mail addresses, bare or with a display name.
final class Addresses {
    private static final Pattern BARE = Pattern.compile("[^@\\s<>,]+@[^@\\s<>,]+\\.[^@\\s<>,]+");
    private static final Pattern NAMED = Pattern.compile(".*<([^<>]+)>\\s*");

    private Addresses() {}

    static String read(String field, String value) {
        String bare = value == null ? "" : strip(value).toLowerCase(Locale.ROOT);
        if (!BARE.matcher(bare).matches()) {
            throw new MailRequestException(field, "Does not contain a valid address.");
        }
        return bare;
    }

    private static String strip(String value) {
        Matcher named = NAMED.matcher(value);
        return (named.matches() ? named.group(1) : value).trim();
    }
}
