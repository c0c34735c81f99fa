package io.leadflip.platform.stream;

/// The id of a stream entry: milliseconds of Redis' clock, then a counter.
record EntryId(long millis, long number) {
    static EntryId of(String text) {
        var dash = text.indexOf('-');
        return new EntryId(
                Long.parseLong(text, 0, dash, 10),
                Long.parseLong(text, dash + 1, text.length(), 10));
    }

    EntryId min(EntryId other) {
        return millis < other.millis || (millis == other.millis && number <= other.number)
                ? this
                : other;
    }

    /// The smallest id after this one.
    EntryId next() {
        return new EntryId(millis, number + 1);
    }

    @Override
    public String toString() {
        return millis + "-" + number;
    }
}
