package io.leadflip.intake.classification;

import io.leadflip.contracts.value.Place;
import io.leadflip.contracts.value.UsStates;
import io.leadflip.intake.place.Places;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds the place of the work: the given ZIP code first, then one in the text, then a city named
/// with its state.
final class PlaceRules {
    /// @param place null when none could be resolved
    record Reading(Place place, boolean foreign) {}

    private static final Pattern ZIP =
            Pattern.compile("(?<![\\d$#.,-])(\\d{5})(?:-\\d{4})?(?!\\d|[.,]\\d)");
    private static final Pattern STREET_FOLLOWS =
            Pattern.compile(
                    "^\\s+(?:[NSEW]\\.?\\s+)?(?:[A-Z][a-z]+\\s+){1,3}(?:St|Street|Ave|Avenue|Rd|Road|Dr|Drive|Ln|Lane|Blvd|Ct|Court|Way)\\b");
    private static final Pattern CITY_STATE =
            Pattern.compile(
                    "\\b((?:[A-Z][\\p{L}.'-]+\\s){0,2}[A-Z][\\p{L}.'-]+),?\\s+((?:New|North|South|West|Rhode)\\s[A-Z][a-z]+|[A-Z]{2}|[A-Z][a-z]+)\\b");
    private static final Pattern UK_POSTCODE =
            Pattern.compile(
                    "\\b[A-Z]{1,2}\\d[A-Z\\d]?\\s?\\d[ABD-HJLNP-UW-Z]{2}\\b",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern CANADIAN_POSTCODE =
            Pattern.compile(
                    "\\b[ABCEGHJ-NPRSTVXY]\\d[A-Z]\\s?\\d[A-Z]\\d\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern ABROAD =
            Words.any(
                    "london\\b(?!,? (?:ky|kentucky|oh|ohio))",
                    "united kingdom",
                    "england",
                    "scotland",
                    "toronto",
                    "ontario\\b(?!,? (?:ca|california))",
                    "vancouver, bc",
                    "canada",
                    "germany",
                    "australia",
                    "ireland\\b",
                    "india\\b");

    private final Places places;

    PlaceRules(Places places) {
        this.places = places;
    }

    Reading read(LeadText lead, Words words) {
        var place = given(lead).or(() -> zipIn(lead.text())).or(() -> cityIn(lead.text()));
        boolean foreign =
                place.isEmpty()
                        && (UK_POSTCODE.matcher(lead.text()).find()
                                || CANADIAN_POSTCODE.matcher(lead.text()).find()
                                || words.say(ABROAD));
        return new Reading(foreign ? null : place.orElse(null), foreign);
    }

    private Optional<Place> given(LeadText lead) {
        return places.ofZip(lead.zip())
                .or(() -> lead.city() == null ? Optional.empty() : cityIn(lead.city()));
    }

    private Optional<Place> zipIn(String text) {
        var match = ZIP.matcher(text);
        while (match.find()) {
            var place = places.ofZip(match.group(1));
            if (place.isPresent() && !STREET_FOLLOWS.matcher(text.substring(match.end())).find()) {
                return place;
            }
        }
        return Optional.empty();
    }

    /// "in Carmel, IN" names a city by its last one, two or three words.
    private Optional<Place> cityIn(String text) {
        var match = CITY_STATE.matcher(text);
        int from = 0;
        while (match.find(from)) {
            var state = UsStates.code(match.group(2));
            if (state.isPresent()) {
                var found = endings(match.group(1), state.get());
                if (found.isPresent()) {
                    return found;
                }
            }
            from = match.start() + 1;
        }
        return Optional.empty();
    }

    private Optional<Place> endings(String words, String state) {
        var rest = words;
        while (true) {
            var place = places.ofCity(rest, state);
            int space = rest.indexOf(' ');
            if (place.isPresent() || space < 0) {
                return place;
            }
            rest = rest.substring(space + 1);
        }
    }
}
