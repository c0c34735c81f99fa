package io.leadflip.calls.contact;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The contact rules once more, read from their text and not from the gate: no class of the gate,
/// no rule pack and no `java.time`. Time zones are hours from Greenwich plus the rule of Congress
/// for daylight time, the calendar is arithmetic, and the next opening is found by trying every
/// full hour.
final class GateOracle {
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final int CLOSED = 0;
    private static final int HOURS_AHEAD = 14 * 24;

    /// Hours west of Greenwich in winter; a minus says that clocks stay.
    private static final Map<String, Integer> WEST =
            Map.ofEntries(
                    Map.entry("America/New_York", 5),
                    Map.entry("America/Detroit", 5),
                    Map.entry("America/Indiana/Indianapolis", 5),
                    Map.entry("America/Chicago", 6),
                    Map.entry("America/Denver", 7),
                    Map.entry("America/Boise", 7),
                    Map.entry("America/Phoenix", -7),
                    Map.entry("America/Los_Angeles", 8),
                    Map.entry("America/Anchorage", 9),
                    Map.entry("America/Adak", 10),
                    Map.entry("Pacific/Honolulu", -10));

    /// Where somebody of unknown place may be.
    private static final List<String> ANYWHERE =
            List.of(
                    "America/New_York",
                    "America/Chicago",
                    "America/Denver",
                    "America/Phoenix",
                    "America/Los_Angeles",
                    "America/Anchorage",
                    "America/Adak",
                    "Pacific/Honolulu");

    /// Opening and closing hour on working days, Saturday and Sunday, by state.
    private static final Map<String, int[]> ROWS = rows();

    /// A hundred years of them.
    private static final Set<Long> DAYS_OFF = daysOff(100);

    private static Map<String, int[]> rows() {
        Map<String, int[]> rows = new HashMap<>();
        states(rows, "AL LA MS", 8, 20, 8, 20, CLOSED, CLOSED);
        states(rows, "CT", 9, 20, 9, 20, 9, 20);
        states(rows, "FL OK MD MA WA", 8, 20, 8, 20, 8, 20);
        states(rows, "NV", 9, 20, 9, 20, 9, 20);
        states(rows, "KY", 10, 21, 10, 21, 10, 21);
        states(rows, "MI MN NM IL", 9, 21, 9, 21, 9, 21);
        states(rows, "RI", 9, 18, CLOSED, CLOSED, CLOSED, CLOSED);
        states(rows, "PA", 8, 21, CLOSED, CLOSED, CLOSED, CLOSED);
        states(rows, "TX", 9, 21, 9, 21, 12, 21);
        states(rows, "AK AR AZ CA CO DC DE GA HI IA ID IN KS ME MO MT NC ND", 8, 21, 8, 21, 8, 21);
        states(rows, "NE NH NJ NY OH OR SC SD TN UT VA VT WI WV WY", 8, 21, 8, 21, 8, 21);
        return rows;
    }

    private static void states(Map<String, int[]> rows, String states, int... hours) {
        for (String state : states.split(" ")) {
            rows.put(state, hours);
        }
    }

    /// @param until only of a `DEFER`
    record Answer(String verdict, long until, Set<String> rules) {}

    Answer answer(GateCase asked) {
        Set<String> forbidding = forbidding(asked, asked.now);
        if (!forbidding.isEmpty()) {
            return new Answer("DENY", GateCase.NEVER, forbidding);
        }
        Whereabouts where = whereabouts(asked);
        Set<String> waiting = new TreeSet<>();
        long rested = rested(asked);
        if (rested > asked.now) {
            waiting.add("CMP-12");
        }
        if (!where.daytime(asked.now)) {
            waiting.add("CMP-10");
        }
        if (!where.lawful(asked.now)) {
            waiting.add("CMP-11");
        }
        if (where.holiday(asked.now)) {
            waiting.add("CMP-13");
        }
        if (waiting.isEmpty()) {
            return new Answer("ALLOW", GateCase.NEVER, Set.of());
        }
        long until = firstOpen(where, rested);
        if (until == GateCase.NEVER) {
            return new Answer("DENY", until, waiting);
        }
        Set<String> tooLate = forbidding(asked, until);
        if (tooLate.isEmpty()) {
            return new Answer("DEFER", until, waiting);
        }
        tooLate.addAll(waiting);
        return new Answer("DENY", GateCase.NEVER, tooLate);
    }

    private static Set<String> forbidding(GateCase c, long at) {
        Set<String> rules = new TreeSet<>();
        if (!c.refusals.isEmpty()) {
            rules.add("PERMIT");
        }
        if (!consentHolds(c, at)) {
            rules.add("CMP-01");
        }
        boolean selling =
                c.purpose == null
                        || c.purpose.equals("QUALIFY_LEAD")
                        || c.purpose.equals("FOLLOW_UP");
        if (selling && !(c.consented && c.written && c.namesSeller && c.mentionsAi)) {
            rules.add("CMP-02");
        }
        if (!(c.consented && c.evidence)) {
            rules.add("CMP-03");
        }
        if ("CONSUMER_CALLBACK".equals(c.purpose)
                && (c.ofCall > 1 || c.requested == GateCase.NEVER || at - c.requested > DAY)) {
            rules.add("CMP-05");
        }
        if (c.ofCall > 2 || c.ofMatch > 5) {
            rules.add("CMP-12");
        }
        if (c.declined) {
            rules.add("CMP-16");
        }
        if (c.suppressed) {
            rules.add("CMP-20");
        }
        if (!("US".equals(c.region) && c.kind.equals("ORDINARY"))) {
            rules.add("CMP-23");
        }
        boolean sameNumber = c.consented && c.key != null && c.key.equals(c.consentKey);
        boolean fresh = c.proved != GateCase.NEVER && c.proved <= at && at - c.proved < 90 * DAY;
        if (!sameNumber) {
            rules.add("CMP-24");
        }
        if (!fresh) {
            rules.add("CMP-04");
        }
        return rules;
    }

    private static boolean consentHolds(GateCase c, long at) {
        if (!c.consented || c.business == null || c.purpose == null) {
            return false;
        }
        if (!c.business.equals(c.consentBusiness)) {
            return false;
        }
        if (!c.channels.contains("AI_VOICE") || !c.purposes.contains(c.purpose)) {
            return false;
        }
        if (c.revoked != GateCase.NEVER) {
            return false;
        }
        boolean begun = c.granted != GateCase.NEVER && c.granted <= at;
        boolean lasts = c.expires != GateCase.NEVER && at < c.expires;
        return begun && lasts;
    }

    /// From when on fewer than three attempts lie within 24 hours; `now` when they do already.
    private static long rested(GateCase c) {
        long at = c.now;
        while (true) {
            int counted = 0;
            long oldest = Long.MAX_VALUE;
            for (long attempt : c.recent) {
                if (at - attempt < DAY) {
                    counted++;
                    oldest = Math.min(oldest, attempt);
                }
            }
            if (counted < 3) {
                return at;
            }
            at = oldest + DAY;
        }
    }

    private static long firstOpen(Whereabouts where, long from) {
        if (where.open(from)) {
            return from;
        }
        long hour = Math.floorDiv(from, HOUR) * HOUR;
        for (int ahead = 1; ahead <= HOURS_AHEAD; ahead++) {
            long at = hour + ahead * HOUR;
            if (where.open(at)) {
                return at;
            }
        }
        return GateCase.NEVER;
    }

    private static Whereabouts whereabouts(GateCase c) {
        Set<String> zones = new HashSet<>(c.phoneZones);
        boolean leadZoneKnown = c.leadZone != null && WEST.containsKey(c.leadZone);
        if (leadZoneKnown) {
            zones.add(c.leadZone);
        }
        if (!leadZoneKnown || c.phoneZones.isEmpty()) {
            zones.addAll(ANYWHERE);
        }
        Set<String> states = new HashSet<>(c.phoneStates);
        if (c.leadState != null) {
            states.add(c.leadState);
        }
        if (c.leadState == null || c.phoneStates.isEmpty()) {
            states.addAll(ROWS.keySet());
        }
        List<int[]> rows = new ArrayList<>();
        for (String state : states) {
            rows.add(ROWS.get(state));
        }
        return new Whereabouts(zones, rows);
    }

    /// Everywhere the person may be.
    ///
    /// @param rows of the states; null for a state without one
    private record Whereabouts(Set<String> zones, List<int[]> rows) {
        boolean open(long at) {
            return daytime(at) && lawful(at) && !holiday(at);
        }

        boolean holiday(long at) {
            for (String zone : zones) {
                if (DAYS_OFF.contains(Math.floorDiv(local(at, zone), DAY))) {
                    return true;
                }
            }
            return false;
        }

        /// The house's ten to six, never on Sunday; it lies within the federal eight to nine.
        boolean daytime(long at) {
            for (String zone : zones) {
                int hour = hour(at, zone);
                if (weekday(at, zone) == 6 || hour < 10 || hour >= 18) {
                    return false;
                }
            }
            return true;
        }

        boolean lawful(long at) {
            for (String zone : zones) {
                int hour = hour(at, zone);
                int day = Math.max(0, weekday(at, zone) - 4);
                for (int[] row : rows) {
                    if (row == null || hour < row[2 * day] || hour >= row[2 * day + 1]) {
                        return false;
                    }
                }
            }
            return true;
        }
    }

    private static int hour(long at, String zone) {
        return (int) (Math.floorMod(local(at, zone), DAY) / HOUR);
    }

    /// 0 is Monday: the first day of 1970 was a Thursday.
    private static int weekday(long at, String zone) {
        return (int) Math.floorMod(Math.floorDiv(local(at, zone), DAY) + 3, 7L);
    }

    private static long local(long at, String zone) {
        int west = WEST.get(zone);
        long winter = at - Math.abs(west) * HOUR;
        return west > 0 && daylight(winter) ? winter + HOUR : winter;
    }

    /// From two o'clock on the second Sunday of March to two o'clock (one in winter's counting) on
    /// the first of November.
    private static boolean daylight(long winter) {
        int year = 1970;
        long start = 0;
        while (start + yearDays(year) * DAY <= winter) {
            start += yearDays(year) * DAY;
            year++;
        }
        long leap = yearDays(year) - 365;
        long march = start / DAY + 31 + 28 + leap;
        long november = march + 31 + 30 + 31 + 30 + 31 + 31 + 30 + 31;
        long from = sundayOnOrAfter(march + 7) * DAY + 2 * HOUR;
        long to = sundayOnOrAfter(november) * DAY + HOUR;
        return from <= winter && winter < to;
    }

    /// Days, counted from the first of 1970, on which federal offices are closed, or would be if it
    /// were no weekend.
    private static Set<Long> daysOff(int years) {
        Set<Long> off = new HashSet<>();
        long newYear = 0;
        for (int year = 1970; year < 1970 + years; year++) {
            int leap = (int) yearDays(year) - 365;
            long march = newYear + 59 + leap;
            kept(off, newYear);
            off.add(mondayOnOrAfter(newYear + 14));
            off.add(mondayOnOrAfter(newYear + 31 + 14));
            off.add(mondayOnOrAfter(march + 61 + 24));
            kept(off, march + 92 + 18);
            kept(off, march + 122 + 3);
            off.add(mondayOnOrAfter(march + 184));
            off.add(mondayOnOrAfter(march + 214 + 7));
            kept(off, march + 245 + 10);
            off.add(mondayOnOrAfter(march + 245 + 21 - 3) + 3);
            kept(off, march + 275 + 24);
            newYear += yearDays(year);
        }
        return off;
    }

    /// A day with a date: also Friday for Saturday, and Monday for Sunday.
    private static void kept(Set<Long> off, long day) {
        off.add(day);
        long weekday = Math.floorMod(day + 3, 7L);
        if (weekday == 5) {
            off.add(day - 1);
        } else if (weekday == 6) {
            off.add(day + 1);
        }
    }

    private static long mondayOnOrAfter(long day) {
        return sundayOnOrAfter(day - 1) + 1;
    }

    private static long yearDays(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 366 : 365;
    }

    private static long sundayOnOrAfter(long day) {
        return day + Math.floorMod(6 - (day + 3), 7L);
    }
}
