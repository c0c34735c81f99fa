package io.leadflip.calls.contact;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// Draws questions to the gate: a call that nothing speaks against, at a time that likes edges
/// (full hours, clock changes, week ends), spoiled in none, one or several ways.
final class GateCases {
    static final long SECOND = 1000;
    static final long HOUR = 3600 * SECOND;
    static final long DAY = 24 * HOUR;

    /// 2026-01-01T00:00Z, and four years of it.
    private static final long FIRST = 1_767_225_600_000L;

    private static final int DAYS = 4 * 365 + 1;

    /// Midnights (UTC) of days on which clocks change within those years: 8 March and 1 November
    /// 2026, 14 March and 7 November 2027.
    private static final long[] CLOCK_CHANGES = {
        1_772_928_000_000L, 1_793_491_200_000L, 1_804_982_400_000L, 1_825_545_600_000L
    };

    private static final List<String> ZONES =
            List.of(
                    "America/New_York",
                    "America/Chicago",
                    "America/Denver",
                    "America/Phoenix",
                    "America/Los_Angeles",
                    "America/Anchorage",
                    "America/Adak",
                    "Pacific/Honolulu",
                    "America/Indiana/Indianapolis",
                    "America/Detroit",
                    "America/Boise");
    private static final List<String> STATES =
            List.of(
                    "NY", "IN", "AL", "MS", "LA", "CT", "FL", "OK", "MD", "MA", "WA", "NV", "KY",
                    "MI", "MN", "NM", "IL", "RI", "PA", "TX", "VA", "CA", "AK", "HI", "DC");
    private static final List<String> PURPOSES =
            List.of("QUALIFY_LEAD", "CONFIRM_APPOINTMENT", "FOLLOW_UP", "CONSUMER_CALLBACK");
    private static final List<String> KINDS =
            List.of(
                    "TOLL_FREE",
                    "PREMIUM_RATE",
                    "SHARED_COST",
                    "VOIP",
                    "PERSONAL",
                    "PAGER",
                    "UAN",
                    "VOICEMAIL",
                    "UNKNOWN");

    private final SplittableRandom random;

    GateCases(long seed) {
        this.random = new SplittableRandom(seed);
    }

    GateCase next() {
        GateCase it = harmless();
        place(it);
        if (chance(30)) {
            attempts(it);
        }
        for (int faults = random.nextInt(10) - 6; faults > 0; faults--) {
            spoil(it);
        }
        return it;
    }

    private GateCase harmless() {
        GateCase it = new GateCase();
        it.now = moment();
        it.purpose = pick(PURPOSES);
        it.purposes = Set.of(it.purpose);
        it.requested = it.now - random.nextLong(23 * HOUR);
        it.proved = it.now - random.nextLong(89 * DAY);
        it.granted = it.now - random.nextLong(60 * DAY);
        it.expires = it.now + 1 + random.nextLong(60 * DAY);
        return it;
    }

    private long moment() {
        long day =
                chance(15) ? CLOCK_CHANGES[random.nextInt(4)] : FIRST + random.nextInt(DAYS) * DAY;
        long hour = chance(60) ? random.nextInt(14, 27) : random.nextInt(24);
        long within =
                switch (random.nextInt(4)) {
                    case 0 -> 0;
                    case 1 -> random.nextInt(-1, 2);
                    case 2 -> random.nextInt(-2, 3) * SECOND;
                    default -> random.nextLong(HOUR);
                };
        return day + hour * HOUR + within;
    }

    private void place(GateCase it) {
        it.leadZone = pick(ZONES);
        it.leadState = pick(STATES);
        it.phoneZones = chance(50) ? Set.of(it.leadZone) : Set.of(pick(ZONES));
        it.phoneStates = chance(50) ? Set.of(it.leadState) : Set.of(pick(STATES));
        if (chance(8)) {
            it.phoneZones = twoOf(ZONES);
        }
        if (chance(8)) {
            it.phoneStates = twoOf(STATES);
        }
    }

    private void attempts(GateCase it) {
        it.recent = new long[random.nextInt(6)];
        for (int i = 0; i < it.recent.length; i++) {
            it.recent[i] =
                    it.now
                            - (chance(25)
                                    ? DAY + random.nextInt(-1, 2)
                                    : random.nextLong(30 * HOUR));
        }
        it.ofCall = random.nextInt(5);
        it.ofMatch = it.ofCall + random.nextInt(6);
    }

    /// Takes one fact away, or makes it speak against the call or stand right at the edge.
    private void spoil(GateCase it) {
        switch (random.nextInt(26)) {
            case 0 -> it.refusals = List.of("stopped");
            case 1 -> it.business = chance(50) ? null : Integer.valueOf(2);
            case 2 -> it.purpose = chance(50) ? null : pick(PURPOSES);
            case 3 -> it.requested = chance(50) ? GateCase.NEVER : it.now - DAY + edge();
            case 4 -> it.key = chance(50) ? null : "k2";
            case 5 -> it.proved = chance(30) ? GateCase.NEVER : it.now - 90 * DAY + edge();
            case 6 -> it.proved = it.now + edge();
            case 7 -> it.consented = false;
            case 8 -> it.consentBusiness = chance(50) ? null : Integer.valueOf(2);
            case 9 -> it.consentKey = chance(50) ? null : "k2";
            case 10 -> it.channels = chance(50) ? Set.of() : Set.of("SMS", "EMAIL");
            case 11 -> it.purposes = chance(30) ? Set.of() : twoOf(PURPOSES);
            case 12 -> it.granted = chance(30) ? GateCase.NEVER : it.now + edge();
            case 13 -> it.expires = chance(30) ? GateCase.NEVER : it.now + edge();
            case 14 -> it.revoked = it.now + edge();
            case 15 -> it.written = false;
            case 16 -> it.namesSeller = false;
            case 17 -> it.mentionsAi = false;
            case 18 -> it.evidence = false;
            case 19 -> it.suppressed = true;
            case 20 -> it.declined = true;
            case 21 -> it.leadZone = chance(50) ? null : "Mars/Olympus";
            case 22 -> it.leadState = chance(50) ? null : "ZZ";
            case 23 -> it.phoneZones = Set.of();
            case 24 -> it.phoneStates = chance(50) ? Set.of() : Set.of("NY", "PR");
            default -> number(it);
        }
    }

    private void number(GateCase it) {
        switch (random.nextInt(3)) {
            case 0 -> it.kind = pick(KINDS);
            case 1 -> it.region = chance(50) ? null : "CA";
            default -> {
                it.kind = "UNKNOWN";
                it.region = null;
                it.phoneZones = Set.of();
                it.phoneStates = Set.of();
            }
        }
    }

    private long edge() {
        return random.nextInt(-1, 2);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private Set<String> twoOf(List<String> from) {
        int first = random.nextInt(from.size());
        return Set.of(
                from.get(first),
                from.get((first + 1 + random.nextInt(from.size() - 1)) % from.size()));
    }
}
