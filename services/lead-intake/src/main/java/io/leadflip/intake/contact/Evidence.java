package io.leadflip.intake.contact;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Where and how a consent was given. What nobody knows is `unknown`, and proves nothing.
///
/// @param network address the act came from
/// @param page where the text was shown
public record Evidence(String network, String userAgent, String page) {
    public static final String UNKNOWN = "unknown";

    private static final Set<String> NOTHING = Set.of(UNKNOWN, "not given", "");
    private static final Pattern OWN_DOOR =
            Pattern.compile("/v1/matches/[^/]+/(?:consent|callbacks|recording-consent)$");

    /// What is missing for the consent to be proved later, in the words of a client; empty when
    /// nothing is.
    public List<String> missing() {
        var missing = new ArrayList<String>();
        if (nothing(network)) {
            missing.add("the address it comes from");
        }
        if (nothing(userAgent)) {
            missing.add("a User-Agent header");
        }
        if (nothing(page) || ownDoor()) {
            missing.add("the page it was shown on, in a Referer or Origin header");
        }
        return List.copyOf(missing);
    }

    private static boolean nothing(String value) {
        return value == null || NOTHING.contains(value.trim());
    }

    /// Where a consent is sent to, nothing was shown; older consents name that for want of a page.
    private boolean ownDoor() {
        return OWN_DOOR.matcher(page).find();
    }
}
