package io.leadflip.platform.outbox;

import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Positions of an outbox as unbroken runs; as text a Postgres `int8multirange` such as
/// `{[3,5),[7,8)}`. Immutable.
final class PositionSet {
    static final PositionSet EMPTY = new PositionSet(new TreeMap<>());
    private static final Pattern RUN = Pattern.compile("\\[(\\d+),(\\d+)\\)");

    /// First position of a run, and the one behind its last.
    private final NavigableMap<Long, Long> runs;

    private PositionSet(NavigableMap<Long, Long> runs) {
        this.runs = runs;
    }

    /// @param multirange in the canonical form that Postgres prints
    static PositionSet parse(String multirange) {
        var runs = new TreeMap<Long, Long>();
        var matcher = RUN.matcher(multirange);
        while (matcher.find()) {
            runs.put(Long.valueOf(matcher.group(1)), Long.valueOf(matcher.group(2)));
        }
        return new PositionSet(runs);
    }

    PositionSet with(Collection<Long> positions) {
        var grown = new TreeMap<>(runs);
        positions.forEach(position -> add(grown, position));
        return new PositionSet(grown);
    }

    boolean contains(long position) {
        var run = runs.floorEntry(position);
        return run != null && position < run.getValue();
    }

    /// What of this lies above `floor`.
    PositionSet above(long floor) {
        var rest = new TreeMap<>(runs.tailMap(floor, false));
        var cut = runs.floorEntry(floor);
        if (cut != null && cut.getValue() > floor + 1) {
            rest.put(floor + 1, cut.getValue());
        }
        return new PositionSet(rest);
    }

    /// The last position of the unbroken run that follows `floor`; `floor` itself when none does.
    long endOfRunAfter(long floor) {
        var run = runs.floorEntry(floor + 1);
        return run == null ? floor : Math.max(floor, run.getValue() - 1);
    }

    private static void add(NavigableMap<Long, Long> runs, long position) {
        var before = runs.floorEntry(position);
        if (before != null && before.getValue() > position) {
            return;
        }
        var from = before != null && before.getValue() == position ? before.getKey() : position;
        var behind = runs.remove(position + 1);
        runs.put(from, behind == null ? position + 1 : behind);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PositionSet set && runs.equals(set.runs);
    }

    @Override
    public int hashCode() {
        return runs.hashCode();
    }

    @Override
    public String toString() {
        return runs.entrySet().stream()
                .map(PositionSet::text)
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String text(Map.Entry<Long, Long> run) {
        return "[" + run.getKey() + "," + run.getValue() + ")";
    }
}
