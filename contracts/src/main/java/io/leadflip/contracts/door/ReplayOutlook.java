package io.leadflip.contracts.door;

/// What becomes of a dead letter that is put back.
public enum ReplayOutlook {
    /// It is tried at once.
    RUNS(true),
    /// It is tried after earlier facts of its key, which wait themselves.
    WAITS_FOR_ITS_KEY(true),
    /// Somebody put the letter back or away before.
    SETTLED(false),
    /// The fact is in the inbox, or the work is done: there is nothing left to do.
    ALREADY_HANDLED(false),
    /// The work was opened again or taken back meanwhile.
    NOT_ABANDONED(false),
    /// Its entry cannot be read.
    UNREADABLE(false),
    /// It is told in a version this service does not understand yet.
    OTHER_VERSION(false),
    /// Nobody in this service listens to that fact.
    NOBODY_LISTENS(false),
    /// Nobody in this service does that kind of work.
    NOBODY_WORKS(false);

    private final boolean replayable;

    ReplayOutlook(boolean replayable) {
        this.replayable = replayable;
    }

    public boolean replayable() {
        return replayable;
    }
}
