package io.leadflip.faults.load;

import io.leadflip.sandbox.story.LeadSeed;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Endless different people with the wishes of the demo's story, the same in every run of a seed.
final class People {
    private static final int FIRST_EXCHANGE = 220;
    private static final int LINES = 10_000;
    private static final int ADDRESSES = 250;

    private final long seed;
    private final List<LeadSeed> all = LeadSeed.all();
    private final List<LeadSeed> callable =
            all.stream().filter(lead -> lead.expectsCall() && !lead.visitor()).toList();

    People(long seed) {
        this.seed = seed;
    }

    /// @param wantsCall whether this one goes on to be called; otherwise it is a visitor who only
    ///   leaves a request
    LeadSeed person(int number, boolean wantsCall) {
        Random random = new Random(seed * 31 + number);
        List<LeadSeed> wishes = wantsCall ? callable : all;
        LeadSeed wish = wishes.get(random.nextInt(wishes.size()));
        return new LeadSeed(
                "load-" + seed + "-" + number,
                wish.text(),
                wish.zip(),
                "Person " + number,
                "person-" + number + "@load.example.com",
                phone(number),
                !wantsCall,
                wish.objective(),
                wantsCall ? wish.persona() : Optional.empty(),
                wish.leadEnds(),
                wish.callEnds());
    }

    /// A number of its own for each person, in a real area code and possible exchanges.
    private static String phone(int number) {
        return "+1317%03d%04d".formatted(FIRST_EXCHANGE + number / LINES, number % LINES);
    }

    /// The network address a person writes from: a crowd, not one machine.
    String address(int number) {
        return "100.64.%d.%d".formatted(number / ADDRESSES % ADDRESSES, 1 + number % ADDRESSES);
    }
}
