package io.leadflip.sandbox.anthropic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// The words by which trades are recognised, English and a little Spanish. The trade named most
/// often wins, the earlier one on a tie.
final class Trades {
    private static final Map<String, Pattern> WORDS = new LinkedHashMap<>();

    static {
        put(
                "plumbing",
                "plumb|water heater|leak|faucet|toilet|drain|pipe|sewer|sump|clog|garbage disposal|plomer|fuga|tuber|grifo|inodoro|calentador");
        put(
                "electrical",
                "electric|outlet|breaker|wiring|rewir|ceiling fan|light fixture|light switch|panel upgrade|sparking|enchufe");
        put(
                "hvac",
                "hvac|furnace|air condition|\\ba/?c\\b|heat pump|thermostat|no heat|\\bducts?\\b|calefacci|aire acondicionado");
        put("lawn_care", "mow|lawn|grass|fertiliz|aerat|c[eé]sped");
        put("landscaping", "landscap|mulch|flower bed|retaining wall|sod\\b|paver|jard[ií]n");
        put(
                "house_cleaning",
                "house clean|deep move|clean(?:ing)? (?:my|the|our|of|lady|service)|deep clean|maid|limpieza|move.?out clean");
        put(
                "pest_control",
                "\\bpests?\\b|termite|\\bants?\\b|roach|mice|mouse|\\brats?\\b|bed ?bug|wasp|exterminat|plaga");
        put("roofing", "roof|shingle|techo|goteras");
        put("painting", "\\bpaint|repaint|pintar|pintura");
        put("carpentry", "carpent|cabinet|trim work|built.?in|shelv|deck\\b");
        put("flooring", "floor(?:ing|s)|hardwood|laminate|vinyl plank|carpet install");
        put(
                "appliance_repair",
                "refrigerator|fridge|dishwasher|washing machine|washer|dryer|oven|stove|appliance|lavadora|nevera");
        put("garage_door", "garage door|garage opener");
        put("locksmith", "locksmith|locked out|rekey|deadbolt|cerrajer");
        put(
                "window_washing",
                "window wash|wash(?:ing)? (?:the |my |our )?windows|window clean|clean(?:ing)? (?:the |my |our )?windows");
        put("gutter_cleaning", "gutter");
        put("tree_service", "\\btrees?\\b|stump|limb|[aá]rbol");
        put("snow_removal", "snow|plow|driveway ice|nieve");
        put("moving", "\\bmov(?:ers|ing (?:to|from|out|company|help|truck|house))|relocat|mudanza");
        put("junk_removal", "junk|haul|debris|old couch|dump run");
        put(
                "general_contractor",
                "contractor|remodel|renovat|addition|basement finish|finish (?:the |my |our )?basement");
        put(
                "handyman",
                "handyman|odd jobs|drywall|hang (?:a|some|the)|assemble|tv mount|mount (?:a|my|the) tv");
    }

    private Trades() {}

    static String named(String text) {
        String best = "other";
        long most = 0;
        for (Map.Entry<String, Pattern> trade : WORDS.entrySet()) {
            long count = trade.getValue().matcher(text).results().count();
            if (count > most) {
                most = count;
                best = trade.getKey();
            }
        }
        return best;
    }

    private static void put(String trade, String words) {
        WORDS.put(trade, Pattern.compile(words, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }
}
