package io.leadflip.sandbox.anthropic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a consumer's request as a modest model would: trade, urgency, budget, place, wishes, mood
/// and whether it is spam.
final class LeadReading {
    private static final Pattern ZIP = Pattern.compile("(?<![\\d$,.-])(\\d{5})(?:-\\d{4})?(?!\\d)");
    private static final Pattern CITY =
            Pattern.compile(
                    "\\b(?:in|near|around|from|en) ((?:[A-Z][a-z]+)(?: [A-Z][a-z]+)?)\\b|\\b([A-Z][a-z]+(?: [A-Z][a-z]+)?),? (?:IN )?\\d{5}");
    private static final Map<String, Pattern> WISHES = new LinkedHashMap<>();
    private static final Pattern EMERGENCY =
            pattern(
                    "emergency|flood|burst|sparking|smoke|gas smell|smell(?:s|ing)? (?:of )?gas|right now|immediately|asap|as soon as possible|today|urgent|tonight|urgente|ahora mismo|hoy\\b");
    private static final Pattern HIGH =
            pattern(
                    "tomorrow|this week|(?:within|in) (?:the )?(?:next )?(?:two|three|2|3|a few|few|couple of) days|quickly|soon\\b|pronto|mañana|esta semana");
    private static final Pattern LOW =
            pattern(
                    "no (?:hurry|rush)|flexible|whenever|sometime|next (?:month|spring|summer|fall|year)|planning|sin prisa");
    private static final Pattern SPAM =
            pattern(
                    "https?://|www\\.|\\bseo\\b|crypto|bitcoin|casino|viagra|backlink|rank (?:your|higher)|click here|earn \\$|make money|guest post|promo code");
    private static final Pattern POSITIVE =
            pattern("\\bthank|please|appreciate|love|great|gracias|por favor");
    private static final Pattern NEGATIVE =
            pattern("terrible|angry|awful|worst|frustrat|ridiculous|scam|fed up|horrible");

    static {
        wish("licensed", "licen[sc]ed");
        wish("insured", "\\binsured|insurance");
        wish("background_checked", "background.?check");
        wish("pet_friendly", "\\bdogs?\\b|\\bcats?\\b|\\bpets?\\b");
        wish("weekend", "weekend|saturday|sunday");
        wish("evening", "evening|after work|after 5");
        wish("same_day", "same.?day|today");
        wish("spanish_speaking", "spanish|español|habl[ae]");
        wish("warranty", "warranty|guarantee");
        wish("senior_discount", "senior");
    }

    private LeadReading() {}

    /// What the text says, by the names a schema may use.
    static Map<String, Object> of(String text) {
        String trade = Trades.named(text);
        Budget budget = Budget.in(text);
        List<String> spamReasons = spamReasons(text);
        Map<String, Object> facts = new HashMap<>();
        facts.put("category", trade);
        facts.put("urgency", urgency(text));
        facts.put("budget_min", budget.min());
        facts.put("budget_max", budget.max());
        facts.put("budget", range(budget));
        facts.put("zip", first(ZIP, text));
        facts.put("zip_code", first(ZIP, text));
        facts.put("city", city(text));
        facts.put("requirements", wishes(text));
        facts.put("sentiment", sentiment(text));
        facts.put("spam", !spamReasons.isEmpty());
        facts.put("is_spam", !spamReasons.isEmpty());
        facts.put("verdict", !spamReasons.isEmpty());
        facts.put("spam_reasons", spamReasons);
        facts.put("reasons", spamReasons);
        facts.put("summary", summary(trade, urgency(text), budget));
        facts.put("confidence", confidence(trade, budget));
        return facts;
    }

    private static String urgency(String text) {
        if (LOW.matcher(text).find()) {
            return "low";
        }
        if (EMERGENCY.matcher(text).find()) {
            return "emergency";
        }
        return HIGH.matcher(text).find() ? "high" : "medium";
    }

    private static List<String> spamReasons(String text) {
        List<String> reasons = new ArrayList<>();
        Matcher advertising = SPAM.matcher(text);
        if (advertising.find()) {
            reasons.add(
                    "advertising: "
                            + advertising
                                    .group()
                                    .toLowerCase(Locale.ROOT)
                                    .replaceAll("[^a-z ]", ""));
        }
        if (text.strip().length() > 8
                && text.chars().filter(Character::isLetter).distinct().count() < 5) {
            reasons.add("no words");
        }
        return reasons;
    }

    private static List<String> wishes(String text) {
        return WISHES.entrySet().stream()
                .filter(wish -> wish.getValue().matcher(text).find())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String sentiment(String text) {
        if (NEGATIVE.matcher(text).find()) {
            return "negative";
        }
        return POSITIVE.matcher(text).find() ? "positive" : "neutral";
    }

    /// Built from facts alone, so that no name, number or street can slip in.
    private static String summary(String trade, String urgency, Budget budget) {
        String money = budget.max() == null ? "" : ", budget up to $%.0f".formatted(budget.max());
        String work =
                "other".equals(trade)
                        ? "Work of a kind that is not clear"
                        : capital(trade.replace('_', ' ')) + " work";
        return "%s wanted, urgency %s%s.".formatted(work, urgency, money);
    }

    private static Map<String, Object> confidence(String trade, Budget budget) {
        double sure = "other".equals(trade) ? 0.4 : 0.9;
        Map<String, Object> parts = new HashMap<>();
        parts.put("category", sure);
        parts.put("urgency", 0.8);
        parts.put("budget", budget.max() == null ? 0.6 : 0.95);
        parts.put("place", 0.9);
        parts.put("zip", 0.9);
        parts.put("spam", 0.9);
        parts.put("overall", sure);
        return parts;
    }

    private static Map<String, Object> range(Budget budget) {
        Map<String, Object> range = new HashMap<>();
        range.put("min", budget.min());
        range.put("max", budget.max());
        return range;
    }

    private static String city(String text) {
        Matcher city = CITY.matcher(text);
        if (!city.find()) {
            return null;
        }
        return city.group(1) == null ? city.group(2) : city.group(1);
    }

    private static String first(Pattern pattern, String text) {
        Matcher match = pattern.matcher(text);
        return match.find() ? match.group(1) : null;
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static void wish(String name, String words) {
        WISHES.put(name, pattern(words));
    }

    private static Pattern pattern(String words) {
        return Pattern.compile(words, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
