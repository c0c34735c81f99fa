package io.leadflip.platform.outbox;

import java.util.List;

/// How far an outbox has been told. A pure value: the relay reads it, tells a batch, and stores the
/// next one.
///
/// Positions do not become visible in their order: a transaction that took a low one may commit
/// after one that took a higher, or be rolled back and leave a gap. A plain "everything after the
/// last one" would skip the late ones for ever.
///
/// @param floor every position up to here is told, or belongs to a transaction that was rolled back
/// @param beyond what is told above the floor
/// @param horizon how far the floor may rise over gaps, and when
record OutboxProgress(long floor, PositionSet beyond, Horizon horizon) {
    static final OutboxProgress NOTHING_TOLD =
            new OutboxProgress(0, PositionSet.EMPTY, new Horizon(0, 0));

    /// Positions that only transactions older than a given one can have taken.
    ///
    /// A position is taken after its transaction got its id (the sequence row of the subject is
    /// written first). So, when `position` was the last one given out and *afterwards* some
    /// transaction got the id `transaction`, whoever holds a position up to `position` has a
    /// smaller id.
    record Horizon(long position, long transaction) {
        /// @param oldestRunning no transaction with a smaller id is still running
        boolean isSettled(long oldestRunning) {
            return transaction <= oldestRunning;
        }
    }

    /// What the relay found in the database before it read a batch.
    ///
    /// @param oldestRunning `pg_snapshot_xmin`, taken before the batch was read
    /// @param next a horizon for the rounds to come
    record Sight(long oldestRunning, Horizon next) {}

    /// @param told positions of the batch, rising; all of them above the floor and not in `beyond`
    /// @param all whether the batch held everything that was visible, rather than as much as fits
    OutboxProgress after(List<Long> told, boolean all, Sight sight) {
        var settled = horizon.isSettled(sight.oldestRunning());
        var safe = settled ? Math.max(floor, horizon.position()) : floor;
        var reach = all || told.isEmpty() ? safe : Math.min(safe, told.getLast());
        var grown = beyond.with(told);
        var raised = grown.endOfRunAfter(Math.max(floor, reach));
        return new OutboxProgress(
                raised,
                grown.above(raised),
                settled && horizon.position() <= raised ? sight.next() : horizon);
    }

    boolean isTold(long position) {
        return position <= floor || beyond.contains(position);
    }
}
