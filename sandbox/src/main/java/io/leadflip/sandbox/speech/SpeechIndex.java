package io.leadflip.sandbox.speech;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The frames of everything that was spoken lately, by their hash. Telephone audio travels here
/// without loss, so a frame heard on the wire is byte for byte the frame that was rendered; the
/// oldest utterances are forgotten first.
final class SpeechIndex {
    private static final int SAME_SOUND = 16;

    /// Where in which utterance a frame stands, counted over its voiced frames.
    record Place(Utterance utterance, int ordinal) {}

    private record Entry(Utterance utterance, long[] hashes) {}

    private final int capacity;
    private final Map<Long, List<Place>> places = new ConcurrentHashMap<>();
    private final Deque<Entry> entries = new ArrayDeque<>();
    private int frames;

    SpeechIndex(int capacity) {
        this.capacity = capacity;
    }

    synchronized void remember(String text, byte[] mulaw) {
        long[] hashes = voiced(mulaw);
        Utterance utterance = new Utterance(text, hashes.length);
        for (int i = 0; i < hashes.length; i++) {
            add(hashes[i], new Place(utterance, i));
        }
        entries.add(new Entry(utterance, hashes));
        frames += hashes.length;
        while (frames > capacity && entries.size() > 1) {
            forget(entries.remove());
        }
    }

    List<Place> find(long hash) {
        return places.getOrDefault(hash, List.of());
    }

    synchronized int frames() {
        return frames;
    }

    private void add(long hash, Place place) {
        places.merge(hash, List.of(place), SpeechIndex::joined);
    }

    private static List<Place> joined(List<Place> known, List<Place> added) {
        if (known.size() >= SAME_SOUND) {
            return known;
        }
        List<Place> all = new ArrayList<>(known);
        all.addAll(added);
        return List.copyOf(all);
    }

    private void forget(Entry entry) {
        frames -= entry.hashes().length;
        for (long hash : entry.hashes()) {
            places.computeIfPresent(hash, (key, known) -> without(known, entry.utterance()));
        }
    }

    private static List<Place> without(List<Place> known, Utterance utterance) {
        List<Place> rest = known.stream().filter(place -> place.utterance() != utterance).toList();
        return rest.isEmpty() ? null : rest;
    }

    private static long[] voiced(byte[] mulaw) {
        long[] hashes = new long[mulaw.length / Frames.LENGTH];
        int count = 0;
        for (int at = 0; at + Frames.LENGTH <= mulaw.length; at += Frames.LENGTH) {
            if (Frames.isVoiced(mulaw, at)) {
                hashes[count++] = Frames.hash(mulaw, at);
            }
        }
        return Arrays.copyOf(hashes, count);
    }
}
