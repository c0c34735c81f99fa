package io.leadflip.intake.classification;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.regex.Pattern;

/// Takes out of a text what tells who somebody is: phone numbers, e-mail addresses, streets, cards
/// and names. What it returns may leave the house.
public final class Redaction {
    private static final Pattern EMAIL =
            Pattern.compile("[\\p{L}\\p{N}._%+-]+\\s?@\\s?[\\p{L}\\p{N}.-]+\\.\\p{L}{2,}");
    private static final Pattern STREET =
            Pattern.compile(
                    "\\b\\d{1,6}\\s+(?:(?:north|south|east|west|[nsew])\\.?\\s+)?(?:[\\p{L}\\d'.-]+\\s+){1,4}?(?:street|st|avenue|ave|road|rd|drive|dr|lane|ln|boulevard|blvd|court|ct|circle|cir|place|pl|way|terrace|ter|parkway|pkwy|trail|trl)\\b\\.?(?:\\s*(?:#|apt\\.?|unit|suite|ste\\.?)\\s*\\w+)?",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern CARD = Pattern.compile("\\b(?:\\d[ -]?){13,19}\\b");
    private static final Pattern INTRODUCTION =
            Pattern.compile(
                    "(?i:\\b(?:my name is|my name's|i am|i'm|this is|name:|ask for|call me|me llamo|mi nombre es|soy)\\s+)(\\p{Lu}[\\p{L}'-]+(?:\\s+\\p{Lu}[\\p{L}'-]+){0,2})");
    private static final Pattern SIGNATURE =
            Pattern.compile(
                    "(?:(?i:thanks|thank you|regards|best|sincerely|gracias|saludos))[,!.]?\\s*[-–—]?\\s*\\n?\\s*(\\p{Lu}[\\p{L}'-]+(?:\\s+\\p{Lu}[\\p{L}'-]+)?)\\s*\\.?\\s*$");

    private Redaction() {}

    /// @param name of the consumer when it is known; null otherwise
    public static String of(String text, String name) {
        var redacted = EMAIL.matcher(text).replaceAll("[email]");
        redacted = withoutPhones(redacted);
        redacted = withoutCards(redacted);
        redacted = STREET.matcher(redacted).replaceAll("[address]");
        redacted = withoutGroup(INTRODUCTION, redacted);
        redacted = withoutGroup(SIGNATURE, redacted);
        return name == null ? redacted : withoutName(redacted, name);
    }

    /// Redacted, in one line, cut at a word so that it has at most `length` characters.
    public static String summary(String text, String name, int length) {
        var line = of(text, name).replaceAll("\\s+", " ").trim();
        if (line.length() <= length) {
            return line;
        }
        int cut = line.lastIndexOf(' ', length - 1);
        return line.substring(0, cut > length / 2 ? cut : length - 1) + "…";
    }

    private static String withoutPhones(String text) {
        var redacted = new StringBuilder();
        int from = 0;
        for (var match :
                PhoneNumberUtil.getInstance()
                        .findNumbers(
                                text, "US", PhoneNumberUtil.Leniency.POSSIBLE, Long.MAX_VALUE)) {
            if (match.rawString().replaceAll("\\D", "").length() >= 7) {
                redacted.append(text, from, match.start()).append("[phone]");
                from = match.end();
            }
        }
        return redacted.append(text.substring(from)).toString();
    }

    private static String withoutCards(String text) {
        return CARD.matcher(text)
                .replaceAll(
                        match ->
                                passesLuhn(match.group().replaceAll("\\D", ""))
                                        ? "[card]"
                                        : match.group());
    }

    private static boolean passesLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int value = i % 2 == 0 ? digit : digit * 2;
            sum += value > 9 ? value - 9 : value;
        }
        return sum % 10 == 0;
    }

    private static String withoutGroup(Pattern pattern, String text) {
        var match = pattern.matcher(text);
        var redacted = new StringBuilder();
        int from = 0;
        while (match.find()) {
            redacted.append(text, from, match.start(1)).append("[name]");
            from = match.end(1);
        }
        return redacted.append(text.substring(from)).toString();
    }

    private static String withoutName(String text, String name) {
        var redacted = text;
        for (var part : name.trim().split("\\s+")) {
            if (part.length() > 1) {
                redacted =
                        Pattern.compile(
                                        "(?<![\\p{L}\\p{N}])"
                                                + Pattern.quote(part)
                                                + "(?![\\p{L}\\p{N}])",
                                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                                .matcher(redacted)
                                .replaceAll("[name]");
            }
        }
        return redacted;
    }
}
