package io.leadflip.bench.kit.setting;

import java.util.List;

/// What of a benchmark is wanted, for a short look (`ONLY` and `WITHOUT`, separated by commas).
///
/// @param only measures to take; empty for all
/// @param without contestants to leave out
public record Selection(List<String> only, List<String> without) {
    public static Selection from(Environment environment) {
        return new Selection(environment.words("ONLY", ","), environment.words("WITHOUT", ","));
    }

    public boolean wants(String measure) {
        return only.isEmpty() || only.contains(measure);
    }

    /// Whether the measure was asked for by its name.
    public boolean names(String measure) {
        return only.contains(measure);
    }

    public boolean invites(String contestant) {
        return !without.contains(contestant);
    }
}
