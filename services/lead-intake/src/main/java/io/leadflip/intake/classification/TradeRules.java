package io.leadflip.intake.classification;

import static io.leadflip.contracts.value.ServiceCategory.*;
import static java.util.Comparator.comparingInt;

import io.leadflip.contracts.value.ServiceCategory;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds the trade by the words consumers use for it, in English and Spanish.
///
/// A sign that belongs to one trade alone counts three, a word that several trades share counts
/// one.
final class TradeRules {
    record Trade(ServiceCategory category, double confidence) {}

    private record Signs(ServiceCategory category, Pattern own, Pattern shared) {}

    private record Score(ServiceCategory category, int points, int first) {}

    private static final int OWN = 3;

    private static final List<Signs> SIGNS =
            List.of(
                    signs(
                            PLUMBING,
                            "plumb|water heater|toilet|faucet|drain(?!ed)|sewer|sewage|septic|garbage disposal|sump pump|water line|shut-?off valve|leak\\w* (?:under|from) the (?:kitchen |bathroom )?sink|burst pipe|pipe|shower (?:valve|head)|plomer|tuberia|calentador de agua|inodoro|fregadero|desague|grifo|llave de agua|fontaner",
                            "leak|sink|water|bathtub|shower|fuga|gotea"),
                    signs(
                            ELECTRICAL,
                            "electric(?:al|ian|ity)|outlet|ceiling fan|breaker|circuit|wiring|rewire|light switch|light fixture|chandelier|spark(?:s|ing)\\b|ev charger|panel upgrade|electricist|enchufe|cableado|interruptor",
                            "light|lights|power|wire|switch|luz"),
                    signs(
                            HVAC,
                            "hvac|furnace|air condition|a/c\\b|ac unit|central air|heat pump|thermostat|boiler|ductwork|duct cleaning|no heat\\b|heater (?:stopped|isn't|is not|won't)|calefaccion|aire acondicionado|calefactor",
                            "heating|heat\\b|cooling|vent|duct|ac\\b"),
                    signs(
                            LAWN_CARE,
                            "mow(?:ing|ed|er)?\\b|lawn|grass|weed control|fertiliz|aerat|overseed|cesped|cortar (?:el )?(?:cesped|pasto)|pasto\\b",
                            "yard|weekly"),
                    signs(
                            LANDSCAPING,
                            "landscap|mulch|flower ?beds?|retaining wall|sod\\b|patio|paver|shrub|hedge|irrigation|sprinkler|french drain|jardiner",
                            "yard|garden|plant|jardin"),
                    signs(
                            HOUSE_CLEANING,
                            "house ?clean|clean(?:ing)? (?:my|our|the) (?:house|home|apartment|condo)|deep clean|maid|housekeep|move[- ]?(?:out|in) clean|cleaning (?:lady|service|crew)|limpieza|limpiar (?:mi|la|nuestra) (?:casa|apartamento)",
                            "clean|cleaning|dust|vacuum"),
                    signs(
                            PEST_CONTROL,
                            "pest|exterminat|roach|cockroach|termite|bed ?bugs?|mice\\b|mouse\\b|rats?\\b|rodent|ants\\b|wasp|hornet|yellow ?jacket|infest|mosquito|spiders?|cucaracha|ratones|hormigas|chinches|plaga",
                            "bugs?\\b|nest"),
                    signs(
                            ROOFING,
                            "roof|shingle|skylight|flashing|techo|tejado|goteras?\\b",
                            "hail|attic|leak"),
                    signs(
                            PAINTING,
                            "paint(?:er|ing|ed)?\\b|repaint|stain(?:ing)? (?:the |my |our )?(?:deck|fence|cabinet)|pintar|pintor|pintura",
                            "walls?\\b|color|coats?\\b"),
                    signs(
                            HANDYMAN,
                            "handyman|handy man|odd jobs|honey-?do|small (?:repairs|jobs)|hang (?:a |some |my )?(?:tv|pictures?|shelves|curtain)|mount (?:a |my |our )?tv|assemble|furniture assembly|drywall (?:patch|hole|repair)|caulk|arreglos",
                            "shelves|door\\b|fix (?:a )?few"),
                    signs(
                            CARPENTRY,
                            "carpent|custom (?:shelves|shelving|cabinet)|cabinet\\w*|built-?ins?|crown molding|trim work|baseboard|deck (?:repair|board|build)|build (?:a |me a |us a )?deck|wood ?work|carpinter",
                            "deck|wood|shelv"),
                    signs(
                            FLOORING,
                            "floor(?:ing|s)\\b|hardwood|laminate|vinyl plank|lvp\\b|tile floor|carpet (?:install|replac)|refinish|piso\\b|pisos\\b|alfombra",
                            "carpet|tile"),
                    signs(
                            APPLIANCE_REPAIR,
                            "appliance|refrigerator|fridge|freezer|dishwasher|washing machine|washer|dryer|oven\\b|stove\\b|range\\b|microwave|ice maker|lavadora|secadora|refrigerador|nevera|estufa",
                            "whirlpool|samsung|maytag|kitchenaid"),
                    signs(
                            GARAGE_DOOR,
                            "garage door|garage opener|garage (?:torsion )?spring|puerta (?:del|de) garaje",
                            "garage|opener"),
                    signs(
                            LOCKSMITH,
                            "locksmith|locked out|lock(?:ed)? (?:myself|me|us) out|rekey|re-key|deadbolt|lost my keys|change (?:the |my |our )?locks|cerrajer",
                            "locks?\\b|keys?\\b"),
                    signs(
                            WINDOW_WASHING,
                            "window wash|wash(?:ing)? (?:the |my |our |all )?(?:\\w+ )?windows|windows? (?:cleaned|cleaning|washed)|clean(?:ing)? (?:the |my |our |all )?(?:\\w+ )?windows|limpi\\w+ (?:de )?(?:las )?ventanas",
                            "windows?\\b"),
                    signs(GUTTER_CLEANING, "gutter|downspout|canaletas?", "leaves"),
                    signs(TREE_SERVICE, "trees?\\b|stump|arborist|limbs?\\b|arbol", "branch|trimm"),
                    signs(SNOW_REMOVAL, "snow|plow|shovel|de-?ic|nieve", "driveway|\\bice\\b|salt"),
                    signs(
                            MOVING,
                            "movers?\\b|moving (?:company|help|from|to|out|truck|my|our|into|across)|help (?:me |us )?mov(?:e|ing)|load (?:a |the )?(?:u-?haul|truck|pod)|mudanza|mudar",
                            "moving|boxes|apartment"),
                    signs(
                            JUNK_REMOVAL,
                            "junk|haul(?:ed|ing)? (?:away|off)|debris removal|clean ?out|dumpster|get rid of|old (?:couch|mattress|furniture)|basura|escombros",
                            "garage|trash|pile"),
                    signs(
                            GENERAL_CONTRACTOR,
                            "general contractor|remodel|renovat|addition\\b|basement finish|finish (?:my|our|the) basement|kitchen redo|gut (?:the|our|my)|remodela|ampliacion",
                            "contractor|permit|kitchen|bathroom|basement"));

    /// What is named in a cleaning is cleaned, not repaired, unless the text says that it is
    /// broken.
    private static final Set<ServiceCategory> CLEANED =
            EnumSet.of(APPLIANCE_REPAIR, FLOORING, CARPENTRY);

    private static final Pattern CLEANING =
            Words.any(
                    "(?:house|deep|move[- ]?(?:out|in|out/in|in/out)|end[- ]of[- ]lease|apartment|home)[- ]clean",
                    "clean(?:ing)? (?:my|our|the) (?:house|home|apartment|condo)",
                    "cleaning (?:lady|service|crew)",
                    "maid\\b",
                    "housekeep");
    private static final Pattern FAULT =
            Words.any(
                    "repair",
                    "fix",
                    "broke",
                    "(?:isn't|is not|not|stopped|quit) (?:working|heating|cooling|draining|spinning)",
                    "won't",
                    "will not",
                    "does(?:n't| not)",
                    "leak",
                    "install",
                    "replac",
                    "refinish");

    private TradeRules() {}

    static Trade read(Words words) {
        var scores = scores(words).toList();
        if (scores.isEmpty() || scores.getFirst().points() < OWN) {
            return weak(scores);
        }
        var best = scores.getFirst();
        int second = scores.size() > 1 ? scores.get(1).points() : 0;
        return new Trade(
                best.category(),
                best.points() == second ? 0.55 : best.points() - second < OWN ? 0.75 : 0.95);
    }

    /// Words that several trades share do not make a trade, unless nothing else could be meant.
    private static Trade weak(List<Score> scores) {
        boolean clear = scores.size() == 1 && scores.getFirst().points() > 1;
        return clear ? new Trade(scores.getFirst().category(), 0.5) : new Trade(OTHER, 0.3);
    }

    private static Stream<Score> scores(Words words) {
        boolean cleaning = words.say(CLEANING) && !words.say(FAULT);
        return SIGNS.stream()
                .filter(signs -> !cleaning || !CLEANED.contains(signs.category()))
                .map(signs -> score(signs, words))
                .filter(score -> score.points() > 0)
                .sorted(
                        comparingInt(Score::points)
                                .reversed()
                                .thenComparing(Comparator.comparingInt(Score::first)));
    }

    private static Score score(Signs signs, Words words) {
        int points = OWN * words.count(signs.own()) + words.count(signs.shared());
        var first = signs.own().matcher(words.text());
        return new Score(
                signs.category(), points, first.find() ? first.start() : Integer.MAX_VALUE);
    }

    private static Signs signs(ServiceCategory category, String own, String shared) {
        return new Signs(category, Words.any(own), Words.any(shared));
    }
}
