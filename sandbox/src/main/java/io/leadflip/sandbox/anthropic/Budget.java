package io.leadflip.sandbox.anthropic;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What somebody wants to pay, in dollars; null where no bound is known.
record Budget(Double min, Double max) {
    private static final String MONEY = "\\$ ?([\\d,]*\\d(?:\\.\\d{1,2})?)(k)?";
    private static final String LOOSE = "\\$? ?([\\d,]*\\d(?:\\.\\d{1,2})?)(k)?";
    private static final Pattern RANGE = pattern(MONEY + " ?(?:-|–|to|and|a|y) ?" + LOOSE);
    private static final Pattern AT_LEAST =
            pattern("(?:at least|minimum|from|over|more than) " + MONEY);
    private static final Pattern AROUND =
            pattern("(?:around|about|roughly|approximately|approx\\.?|unos) " + MONEY);
    private static final Pattern BOUND =
            pattern(
                    "(?:up to|max(?:imum)?(?: of)?|under|below|at most|less than|no more than|budget(?: is| of)?:?|m[aá]ximo|hasta) "
                            + LOOSE);
    private static final Pattern BARE = pattern(MONEY);
    private static final Pattern FREE =
            pattern(
                    "\\bfor free\\b|\\bfree (?:quote|work|service|job|of charge)|\\bgratis\\b|no money");

    static final Budget UNKNOWN = new Budget(null, null);

    static Budget in(String text) {
        Matcher range = RANGE.matcher(text);
        if (range.find()) {
            return new Budget(amount(range, 1), amount(range, 3));
        }
        Matcher least = AT_LEAST.matcher(text);
        if (least.find()) {
            return new Budget(amount(least, 1), null);
        }
        Matcher around = AROUND.matcher(text);
        if (around.find()) {
            return new Budget(0.8 * amount(around, 1), 1.2 * amount(around, 1));
        }
        for (Pattern upper : new Pattern[] {BOUND, BARE}) {
            Matcher most = upper.matcher(text);
            if (most.find()) {
                return new Budget(0.0, amount(most, 1));
            }
        }
        return FREE.matcher(text).find() ? new Budget(0.0, 0.0) : UNKNOWN;
    }

    private static double amount(Matcher match, int group) {
        double number = Double.parseDouble(match.group(group).replace(",", ""));
        return match.group(group + 1) == null ? number : number * 1000;
    }

    private static Pattern pattern(String expression) {
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
    }
}
