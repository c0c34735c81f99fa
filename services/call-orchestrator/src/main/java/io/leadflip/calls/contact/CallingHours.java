package io.leadflip.calls.contact;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// When every week of a set is open in every zone of a set: the person may be in any of them.
///
/// @param dayOff whole days on which nothing is open
record CallingHours(Collection<Week> weeks, Set<ZoneId> zones, Predicate<LocalDate> dayOff) {
    private static final int DAYS_AHEAD = 14;

    boolean open(Instant at) {
        return zones.stream().map(zone -> at.atZone(zone).toLocalDateTime()).allMatch(this::open);
    }

    private boolean open(LocalDateTime local) {
        return !dayOff.test(local.toLocalDate())
                && weeks.stream().allMatch(week -> week.contains(local));
    }

    /// The first open instant after `after`; empty when there is none within two weeks. It can only
    /// be the opening time of some week in some zone, or the end of a day off, so only those are
    /// tried.
    Optional<Instant> nextOpening(Instant after) {
        return zones.stream()
                .flatMap(zone -> openings(zone, after))
                .filter(opening -> opening.isAfter(after))
                .sorted()
                .filter(this::open)
                .findFirst();
    }

    private Stream<Instant> openings(ZoneId zone, Instant after) {
        LocalDate today = after.atZone(zone).toLocalDate();
        return today.datesUntil(today.plusDays(DAYS_AHEAD))
                .flatMap(
                        date ->
                                Stream.concat(Stream.of(LocalTime.MIDNIGHT), openings(date))
                                        .distinct()
                                        .map(time -> date.atTime(time).atZone(zone).toInstant()));
    }

    private Stream<LocalTime> openings(LocalDate date) {
        return weeks.stream().map(week -> week.on(date.getDayOfWeek()).from());
    }
}
