package io.leadflip.media.bridge;

import io.leadflip.media.bridge.PlatformCommand.Measurement;

/// Audio of the agent that comes and is not played: the model must not believe that it said what
/// nobody hears. What was sent and then thrown away is the playback's to tell.
final class Unheard {
    /// Of 8 kHz µ-law.
    private static final int BYTES_PER_MS = 8;

    private final CallDesk desk;
    private final Playout playout;
    private final ModelConnection model;
    private String sent;
    private long sentBytes;
    private String forgotten;

    Unheard(CallDesk desk, Playout playout, ModelConnection model) {
        this.desk = desk;
        this.playout = playout;
        this.model = model;
    }

    /// Audio of an item went out.
    void sent(String item, int bytes) {
        if (!item.equals(sent)) {
            sent = item;
            sentBytes = 0;
        }
        sentBytes += bytes;
    }

    /// No more of an item is played, although it goes on.
    void brokenOff(String item) {
        if (item.equals(sent)) {
            tell(new ModelCommand.Truncate(item, sentBytes / BYTES_PER_MS));
        } else {
            dropped(item);
        }
    }

    /// Audio of an item was not played. An item that was begun is cut where it is interrupted, and
    /// one is forgotten once.
    void dropped(String item) {
        boolean begun = item.equals(sent) || playout.speaking(item);
        if (!begun && !item.equals(forgotten) && model.ready()) {
            forgotten = item;
            tell(new ModelCommand.Forget(item));
        }
    }

    private void tell(ModelCommand command) {
        desk.measure(Measurement.TRUNCATION, 1);
        desk.add(command);
    }
}
