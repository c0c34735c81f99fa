package io.leadflip.intake.classification;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Recognises texts that want to sell something to us or are no language at all. One strong sign is
/// enough, weak ones need company.
final class SpamRules {
    private static final Pattern PROMOTION =
            Words.any(
                    "seo\\b",
                    "backlinks?",
                    "rank(?:ing)? (?:your|on|#1|number one)",
                    "first page of google",
                    "crypto",
                    "bitcoin",
                    "forex",
                    "casino",
                    "viagra",
                    "cialis",
                    "followers\\b",
                    "click here",
                    "limited time offer",
                    "work from home",
                    "make money",
                    "earn \\$?\\d+",
                    "investment opportunit",
                    "business loan",
                    "web (?:design|development) (?:services|agency)",
                    "increase your (?:sales|traffic|revenue)",
                    "congratulations",
                    "you (?:have )?won\\b",
                    "guaranteed (?:leads|results|income)");
    private static final Pattern SOLICITATION =
            Words.any(
                    "we offer\\b",
                    "our (?:company|agency|team) (?:offers|provides|specializes)",
                    "i represent",
                    "we can help your business",
                    "dear (?:sir|owner|business owner)");
    private static final Pattern LINK =
            Pattern.compile("https?://|www\\.|\\b[a-z0-9-]+\\.(?:ru|xyz|top|click|biz|info)\\b");
    private static final Pattern REPEATED =
            Pattern.compile("(.)\\1{6,}|\\b(\\w{2,})(?:\\s+\\2\\b){3,}+");
    private static final Pattern VOWELLESS = Pattern.compile("\\b[bcdfghjklmnpqrstvwxz]{6,}\\b");

    private SpamRules() {}

    static List<String> read(Words words) {
        var reasons = new ArrayList<String>();
        int points =
                sign(words, PROMOTION, 2, "promotion", reasons)
                        + sign(words, SOLICITATION, 1, "solicitation", reasons)
                        + sign(words, LINK, 1, "link", reasons)
                        + sign(words, REPEATED, 1, "repetition", reasons)
                        + sign(words, VOWELLESS, 1, "no-language", reasons);
        return points >= 2 ? List.copyOf(reasons) : List.of();
    }

    private static int sign(
            Words words, Pattern pattern, int weight, String reason, List<String> reasons) {
        int found = words.count(pattern);
        if (found > 0) {
            reasons.add(reason);
        }
        return found * weight;
    }
}
