package io.leadflip.sandbox.speech;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Follows one stream of µ-law audio and knows which rendered utterances were heard in it, at
/// whatever byte they begin.
///
/// Once a frame was found, the next is looked for one frame later; only when it is not there every
/// offset is tried again. What was never rendered here stays unheard. Not thread-safe: one stream,
/// one thread.
public final class Transcriber {
    private static final int REMEMBERED = 6000;
    private static final int ENOUGH_FRAMES = 4;

    private record Heard(long at, List<SpeechIndex.Place> places) {}

    private final SpeechIndex index;
    private final byte[] window = new byte[Frames.LENGTH];
    private final Deque<Heard> heard = new ArrayDeque<>();
    private long position;
    private long hash;
    private int loud;
    private long expected;

    Transcriber(SpeechIndex index) {
        this.index = index;
    }

    /// The next bytes of the stream.
    public void hear(byte[] mulaw) {
        for (byte code : mulaw) {
            hear(code);
        }
    }

    /// What was said between two positions of the stream in milliseconds, and everything earlier is
    /// forgotten; empty when nothing was understood.
    public String take(long fromMs, long toMs) {
        long from = fromMs * MuLaw.BYTES_PER_MS;
        long to = toMs * MuLaw.BYTES_PER_MS;
        List<Heard> span =
                heard.stream()
                        .filter(frame -> frame.at() >= from && frame.at() <= to + Frames.LENGTH)
                        .collect(Collectors.toCollection(ArrayList::new));
        heard.removeIf(frame -> frame.at() <= to + Frames.LENGTH);
        return said(span);
    }

    private void hear(byte code) {
        int slot = (int) (position % Frames.LENGTH);
        byte leaving = window[slot];
        boolean full = position >= Frames.LENGTH;
        hash = full ? Frames.roll(hash, code, leaving) : Frames.enter(hash, code);
        loud += (Frames.isLoud(code) ? 1 : 0) - (full && Frames.isLoud(leaving) ? 1 : 0);
        window[slot] = code;
        position++;
        if (position >= Frames.LENGTH && position >= expected && Frames.isVoiced(loud)) {
            look();
        }
    }

    private void look() {
        List<SpeechIndex.Place> places = index.find(hash);
        if (places.isEmpty()) {
            return;
        }
        heard.add(new Heard(position, places));
        expected = position + Frames.LENGTH;
        if (heard.size() > REMEMBERED) {
            heard.remove();
        }
    }

    /// The utterance that explains most frames is what was said; what it leaves unexplained may be
    /// another one.
    private static String said(List<Heard> span) {
        List<Part> parts = new ArrayList<>();
        List<Heard> rest = span;
        for (Utterance best = mostHeard(rest); best != null; best = mostHeard(rest)) {
            Utterance utterance = best;
            Map<Boolean, List<Heard>> split =
                    rest.stream()
                            .collect(
                                    Collectors.partitioningBy(
                                            frame -> ordinal(frame, utterance) >= 0));
            parts.add(Part.of(utterance, split.get(true)));
            rest = split.get(false);
        }
        return parts.stream()
                .sorted(Comparator.comparingLong(Part::at))
                .map(Part::words)
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static Utterance mostHeard(List<Heard> frames) {
        Map<Utterance, Integer> counts = new HashMap<>();
        for (Heard frame : frames) {
            frame.places().stream()
                    .map(SpeechIndex.Place::utterance)
                    .distinct()
                    .forEach(each -> counts.merge(each, 1, Integer::sum));
        }
        return counts.entrySet().stream()
                .filter(each -> each.getValue() >= ENOUGH_FRAMES)
                .max(
                        Comparator.<Map.Entry<Utterance, Integer>>comparingInt(Map.Entry::getValue)
                                .thenComparing(each -> -each.getKey().voicedFrames())
                                .thenComparing(each -> each.getKey().text()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private static int ordinal(Heard frame, Utterance utterance) {
        return frame.places().stream()
                .filter(place -> place.utterance().equals(utterance))
                .mapToInt(SpeechIndex.Place::ordinal)
                .findFirst()
                .orElse(-1);
    }

    private record Part(Utterance utterance, long at, int first, int last) {
        static Part of(Utterance utterance, List<Heard> frames) {
            int first =
                    frames.stream().mapToInt(frame -> ordinal(frame, utterance)).min().orElse(0);
            int last = frames.stream().mapToInt(frame -> ordinal(frame, utterance)).max().orElse(0);
            return new Part(utterance, frames.getFirst().at(), first, last);
        }

        String words() {
            double frames = Math.max(1, utterance.voicedFrames());
            return utterance.between(first / frames, (last + 1) / frames);
        }
    }
}
