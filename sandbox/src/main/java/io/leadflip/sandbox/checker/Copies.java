package io.leadflip.sandbox.checker;

import io.leadflip.sandbox.checker.Books.Business;
import io.leadflip.sandbox.checker.Books.Copy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Finds businesses that other services know in another state than the one their owners left them
/// in: whoever is matched or told by it is so by something that was true once.
final class Copies {
    private Copies() {}

    static List<String> behind(Books books) {
        List<String> found = new ArrayList<>();
        for (Business business : books.businesses()) {
            compare(business, business.price(), "matching", books.directory(), found);
            compare(business, business.channels(), "the notifier", books.preferences(), found);
        }
        return found;
    }

    private static void compare(
            Business business,
            String value,
            String who,
            Map<String, Copy> copies,
            List<String> found) {
        Copy expected = new Copy(business.sequence(), value);
        Copy copy = copies.get(business.id());
        if (!expected.equals(copy)) {
            found.add(
                    "business %s stands at %s, %s has %s"
                            .formatted(
                                    business.id(),
                                    expected,
                                    who,
                                    Objects.toString(copy, "never heard of it")));
        }
    }
}
