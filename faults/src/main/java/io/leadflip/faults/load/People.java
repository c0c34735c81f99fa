package io.leadflip.faults.load;

import io.leadflip.sandbox.story.LeadSeed;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// Endless different people with the wishes of the demo's story, the same in every run of a seed.
/// Who wants to be called finds businesses; of the others a given share does, and the rest write
/// from where nobody works, too vaguely, or to sell something.
final class People {
    private static final int FIRST_EXCHANGE = 220;
    private static final int LINES = 10_000;
    private static final int ADDRESSES = 250;

    private static final Set<String> WITHOUT_BUSINESS = Set.of("UNMATCHED", "LOW_QUALITY", "SPAM");

    private final long seed;
    private final double finding;
    private final List<LeadSeed> callable =
            LeadSeed.all().stream().filter(lead -> lead.expectsCall() && !lead.visitor()).toList();
    private final List<LeadSeed> found;
    private final List<LeadSeed> unfound;

    /// @param finding the share of visitors who find businesses, 0 to 1
    People(long seed, double finding) {
        this.seed = seed;
        this.finding = finding;
        Map<Boolean, List<LeadSeed>> wishes =
                LeadSeed.all().stream().collect(Collectors.partitioningBy(People::findsBusiness));
        found = wishes.get(true);
        unfound = wishes.get(false);
    }

    /// @param wantsCall whether this one goes on to be called; otherwise it is a visitor who only
    ///   leaves a request
    LeadSeed person(int number, boolean wantsCall) {
        SplittableRandom random = new SplittableRandom(seed * 31 + number);
        List<LeadSeed> wishes = wantsCall ? callable : visitors(random);
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

    private static boolean findsBusiness(LeadSeed lead) {
        return Collections.disjoint(lead.leadEnds(), WITHOUT_BUSINESS);
    }

    private List<LeadSeed> visitors(SplittableRandom random) {
        return random.nextDouble() < finding ? found : unfound;
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
