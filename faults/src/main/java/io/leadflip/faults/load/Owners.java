package io.leadflip.faults.load;

import io.leadflip.sandbox.story.BusinessSeed;
import io.leadflip.sandbox.story.BusinessSide;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/// The owners of the businesses, who change them in turn while everything else goes on. A change
/// says what shall be, so that it may be asked for again until it is answered. It moves no match
/// and no message elsewhere: a price by some cents, and a second channel that comes and goes.
final class Owners {
    private static final List<String> CHANNELS = List.of("EMAIL", "SMS");
    private static final int CENTS = 100;

    private final BusinessSide side;
    private final List<BusinessSeed> businesses = BusinessSeed.all();

    Owners(BusinessSide side) {
        this.side = side;
    }

    void register() {
        side.register(businesses);
    }

    /// @param number of the change; each business has its turn
    void change(int number) {
        BusinessSeed business = businesses.get(number % businesses.size());
        side.change(business, changed(business.profile(), number / businesses.size() + 1));
    }

    /// @param round from 1
    static JsonObject changed(JsonObject profile, int round) {
        int price = profile.getInteger("averageJobPrice");
        String first = profile.getJsonArray("channels").getString(0);
        JsonArray channels = new JsonArray().add(first);
        if (round % 2 == 0) {
            CHANNELS.stream().filter(other -> !other.equals(first)).forEach(channels::add);
        }
        return new JsonObject()
                .put("averageJobPrice", price + round % CENTS / (double) CENTS)
                .put("channels", channels);
    }
}
