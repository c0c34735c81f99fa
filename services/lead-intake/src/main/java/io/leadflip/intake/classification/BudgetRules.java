package io.leadflip.intake.classification;

import io.leadflip.contracts.value.Budget;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Reads the first amount of money in a text, with the words around it that say what it means.
final class BudgetRules {
    record Reading(Budget budget, boolean wantsFree) {}

    private static final String NUMBER = "(\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.(\\d{1,2}))?\\s?(k\\b)?";
    private static final String CURRENCY = "(?:dollars|bucks|usd|dolares)\\b";
    private static final Pattern RANGE =
            Pattern.compile(
                    "(\\$)?\\s?"
                            + NUMBER
                            + "\\s?(?:-|to|and|a|y)\\s?(\\$)?\\s?"
                            + NUMBER
                            + "(\\s?"
                            + CURRENCY
                            + ")?");
    private static final Pattern AMOUNT =
            Pattern.compile(
                    "(?:\\$\\s?"
                            + NUMBER
                            + "|\\b"
                            + NUMBER
                            + "\\s?"
                            + CURRENCY
                            + "|\\b(?:budget|presupuesto)\\D{0,20}"
                            + NUMBER
                            + ")");
    private static final Pattern AT_LEAST =
            Pattern.compile(
                    "(?:at least|minimum(?: of)?|starting (?:at|from)|more than|over|al menos|minimo)\\s*\\$?$");
    private static final Pattern AROUND =
            Pattern.compile(
                    "(?:around|about|approximately|approx\\.?|roughly|somewhere near|~|unos|alrededor de|mas o menos)\\s*\\$?$");
    private static final Pattern FREE_WORK =
            Words.any("for free", "free of charge", "do it free", "no charge", "gratis");
    private static final Pattern FREE = Words.any("free\\b");
    private static final Pattern NOT_PRICE =
            Words.any(
                    "feel free",
                    "free to\\b",
                    "free (?:up|time|day|after|all|this|on)\\b",
                    "(?:i'm|we're|am|are|is) (?:usually |always )?free\\b",
                    "(?:smoke|pet|lead|hassle|stress|odor|toll)[- ]free");
    private static final Pattern FREE_ESTIMATE =
            Words.any("free (?:\\w+ )?(?:quotes?|estimates?|consultation|inspection)");

    /// No job is paid with more; what is written beyond it is no figure to count with.
    private static final BigDecimal MOST = BigDecimal.valueOf(10_000_000);

    private BudgetRules() {}

    /// @param tradeKnown a free estimate for real work is no wish to have the work for nothing
    static Reading read(Words words, boolean tradeKnown) {
        var range = range(words.text());
        if (range != null) {
            return new Reading(range, false);
        }
        var amount = AMOUNT.matcher(words.text());
        if (amount.find()) {
            return new Reading(qualified(words.text(), amount), false);
        }
        boolean free = wantsFree(words, tradeKnown);
        return new Reading(
                free ? new Budget(BigDecimal.ZERO, BigDecimal.ZERO) : Budget.UNKNOWN, free);
    }

    private static Budget range(String text) {
        var match = RANGE.matcher(text);
        while (match.find()) {
            boolean money =
                    match.group(1) != null || match.group(5) != null || match.group(9) != null;
            if (money) {
                var from =
                        value(
                                match.group(2),
                                match.group(3),
                                match.group(4) != null ? match.group(4) : match.group(8));
                var to = value(match.group(6), match.group(7), match.group(8));
                return new Budget(from.min(to), from.max(to));
            }
        }
        return null;
    }

    private static Budget qualified(String text, MatchResult match) {
        var value = value(match);
        var before =
                text.substring(Math.max(0, match.start() - 30), start(text, match)).stripTrailing();
        if (AT_LEAST.matcher(before).find()) {
            return new Budget(value, null);
        }
        if (AROUND.matcher(before).find()) {
            return new Budget(share(value, "0.8"), share(value, "1.2"));
        }
        return new Budget(BigDecimal.ZERO, value);
    }

    /// Where the number itself begins: "budget is around 300" carries its qualifier inside the
    /// match.
    private static int start(String text, MatchResult match) {
        for (int group = 1; group <= match.groupCount(); group++) {
            if (match.group(group) != null) {
                return match.start(group);
            }
        }
        return match.start();
    }

    private static BigDecimal value(MatchResult match) {
        for (int group : new int[] {1, 4, 7}) {
            if (match.group(group) != null) {
                return value(match.group(group), match.group(group + 1), match.group(group + 2));
            }
        }
        throw new IllegalStateException("An amount without a number");
    }

    private static BigDecimal value(String whole, String cents, String thousands) {
        var digits = whole.replace(",", "") + (cents == null ? "" : "." + cents);
        var value = new BigDecimal(digits.length() > 12 ? digits.substring(0, 12) : digits);
        return (thousands == null ? value : value.multiply(BigDecimal.valueOf(1000)))
                .min(MOST)
                .stripTrailingZeros()
                .setScale(plainScale(value), RoundingMode.HALF_UP);
    }

    private static int plainScale(BigDecimal value) {
        return value.stripTrailingZeros().scale() <= 0 ? 0 : 2;
    }

    private static BigDecimal share(BigDecimal value, String factor) {
        var share = value.multiply(new BigDecimal(factor));
        return share.setScale(plainScale(share), RoundingMode.HALF_UP);
    }

    private static boolean wantsFree(Words words, boolean tradeKnown) {
        if (words.say(FREE_WORK)) {
            return true;
        }
        var rest = words.without(NOT_PRICE);
        return (tradeKnown ? rest.without(FREE_ESTIMATE) : rest).say(FREE) && !tradeKnown;
    }
}
