package io.leadflip.media.playback;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// What was sent to the phone's play buffer, and how much of it has been heard.
///
/// Marks are sparse: after the first piece of an item, then whenever enough audio went out, and at
/// its tail. An echo confirms everything before its mark; between echoes the clock estimates, never
/// beyond the next mark. Echoes are late by what network and queues cost them and never early, so
/// that the clock goes by the promptest of the last few ([ClockOfEchoes]). `interrupt` starts a new
/// generation: the provider echoes the marks of what it threw away too, and those echoes must count
/// for nothing.
///
/// Positions are bytes of 8 kHz µ-law since the generation began; 8 bytes are a millisecond. Not
/// thread-safe: one call, one event loop.
public final class PlaybackLedger {
    static final int BYTES_PER_MS = 8;

    private final long markEveryBytes;
    private final Deque<Item> items = new ArrayDeque<>();
    private final Deque<Mark> pending = new ArrayDeque<>();
    private final ClockOfEchoes clock = new ClockOfEchoes();
    private int generation;
    private int marks;
    private long sent;
    private long lastMark;
    private long confirmed;

    /// @param markEveryMs how much audio may go out between two marks
    public PlaybackLedger(long markEveryMs) {
        this.markEveryBytes = markEveryMs * BYTES_PER_MS;
    }

    /// Audio of `item` goes out now.
    ///
    /// @return the mark to send right after it, when one is due
    public Optional<String> sent(String item, int bytes, long nowMs) {
        if (sent == 0 || clock.position(nowMs) >= sent) {
            clock.startsAt(sent, nowMs);
        }
        Item current = items.peekLast();
        boolean first = current == null || !current.id.equals(item) || current.done;
        if (first) {
            current = new Item(item, sent, nowMs + unplayedMs(nowMs));
            items.addLast(current);
        }
        current.bytes += bytes;
        sent += bytes;
        return first || sent - lastMark >= markEveryBytes ? Optional.of(mark()) : Optional.empty();
    }

    /// No more audio of `item` will come.
    ///
    /// @return the tail mark to send, unless one already stands at the very end
    public Optional<String> finished(String item) {
        for (Item each : items) {
            if (each.id.equals(item) && !each.done) {
                each.done = true;
                return pending.isEmpty() || pending.peekLast().at != sent
                        ? Optional.of(mark())
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /// The provider played everything up to a mark, or threw it away in an earlier generation.
    ///
    /// @return the items that have now been heard to their end
    public List<Heard> echoed(String name, long nowMs) {
        if (!awaits(name)) {
            return List.of();
        }
        Mark reached = pending.removeFirst();
        while (!reached.name.equals(name)) {
            reached = pending.removeFirst();
        }
        confirmed = reached.at;
        clock.echoed(confirmed, nowMs);
        return retire();
    }

    /// Whether the echo of this mark would count: it was sent in this generation and neither it nor
    /// a later one has come back.
    public boolean awaits(String name) {
        for (Mark mark : pending) {
            if (mark.name.equals(name)) {
                return true;
            }
        }
        return false;
    }

    /// The play buffer is thrown away: the generation ends.
    ///
    /// @return what was not yet known to be heard to its end, with the part that was heard
    public List<Heard> interrupt(long nowMs) {
        long played = played(nowMs);
        List<Heard> cut = new ArrayList<>(items.size());
        for (Item item : items) {
            cut.add(item.heardUpTo(played));
        }
        items.clear();
        pending.clear();
        generation++;
        sent = 0;
        lastMark = 0;
        confirmed = 0;
        return cut;
    }

    /// Whether something was sent that is not yet known to be heard. It stays true after the last
    /// byte went out, until its echo.
    public boolean speaking() {
        return !items.isEmpty();
    }

    public boolean speaking(String item) {
        return items.stream().anyMatch(each -> each.id.equals(item));
    }

    public long unplayedMs(long nowMs) {
        return (sent - played(nowMs)) / BYTES_PER_MS;
    }

    private long played(long nowMs) {
        long limit = pending.isEmpty() ? sent : Math.min(sent, pending.peekFirst().at);
        return Math.clamp(clock.position(nowMs), confirmed, Math.max(confirmed, limit));
    }

    private List<Heard> retire() {
        List<Heard> heard = new ArrayList<>();
        while (!items.isEmpty() && items.peekFirst().done && items.peekFirst().end() <= confirmed) {
            heard.add(items.removeFirst().heardUpTo(confirmed));
        }
        return heard;
    }

    private String mark() {
        String name = "g" + generation + "m" + ++marks;
        pending.addLast(new Mark(name, sent));
        lastMark = sent;
        return name;
    }

    /// @param startsAtMs when its first byte was, or would have been, played
    /// @param complete whether all of it was sent and heard
    public record Heard(
            String item, long startsAtMs, long heardMs, long sentMs, boolean complete) {}

    private record Mark(String name, long at) {}

    private static final class Item {
        private final String id;
        private final long start;
        private final long startsAtMs;
        private long bytes;
        private boolean done;

        private Item(String id, long start, long startsAtMs) {
            this.id = id;
            this.start = start;
            this.startsAtMs = startsAtMs;
        }

        private long end() {
            return start + bytes;
        }

        private Heard heardUpTo(long position) {
            long heard = Math.clamp(position - start, 0, bytes);
            return new Heard(
                    id,
                    startsAtMs,
                    heard / BYTES_PER_MS,
                    bytes / BYTES_PER_MS,
                    done && heard == bytes);
        }
    }
}
