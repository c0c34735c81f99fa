package io.leadflip.sandbox.speech;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Audible speech for everybody in the sandbox, and the memory by which the sandbox's ears
/// understand it.
///
/// Speaking runs a program and waits for it the first time a text is spoken: call it on a worker or
/// a virtual thread, never on an event loop. Thread-safe.
public final class Voices {
    private static final long CACHED_BYTES = 64L << 20;
    private static final int REMEMBERED_FRAMES = 400_000;

    private final Espeak espeak;
    private final Renderings renderings = new Renderings(CACHED_BYTES);
    private final SpeechIndex index = new SpeechIndex(REMEMBERED_FRAMES);

    /// Speaks with the `espeak-ng` found on the path.
    public Voices() {
        this("espeak-ng");
    }

    Voices(String program) {
        espeak = new Espeak(program);
    }

    /// The text as 8 kHz µ-law in whole frames of 160 bytes; it will be recognised when it is heard
    /// again.
    public byte[] mulaw(String text, Voice voice) {
        return renderings.get(
                "mulaw", text, voice, () -> remembered(text, speak(text, voice).mulawFrames()));
    }

    /// The text as 24 kHz mono 16-bit little-endian samples. Brought to 8 kHz elsewhere it is not
    /// recognised: it is no longer the same bytes.
    public byte[] pcm24k(String text, Voice voice) {
        return renderings.get(
                "pcm", text, voice, () -> speak(text, voice).at(24_000).littleEndian());
    }

    /// The text of the utterance one 20 ms frame belongs to; when several sound alike there, the
    /// shortest.
    public Optional<String> recognise(byte[] mulaw160Frame) {
        if (mulaw160Frame.length != Frames.LENGTH || !Frames.isVoiced(mulaw160Frame, 0)) {
            return Optional.empty();
        }
        List<SpeechIndex.Place> places = index.find(Frames.hash(mulaw160Frame, 0));
        return places.stream()
                .map(place -> place.utterance().text())
                .min(
                        Comparator.comparingInt(String::length)
                                .thenComparing(Comparator.naturalOrder()));
    }

    /// Ears for one stream of audio.
    public Transcriber transcriber() {
        return new Transcriber(index);
    }

    private Pcm speak(String text, Voice voice) {
        return text.isBlank()
                ? new Pcm(new short[0], 8000)
                : Pauses.shorten(espeak.speak(text, voice));
    }

    private byte[] remembered(String text, byte[] mulaw) {
        index.remember(text, mulaw);
        return mulaw;
    }
}
