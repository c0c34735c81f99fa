package io.leadflip.sandbox.speech;

import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// One speaker: an `espeak-ng` voice such as `en-us+f3`, and how fast it speaks.
public record Voice(String name, int wordsPerMinute) {
    private static final int USUAL_PACE = 175;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+_-]{0,39}");
    private static final Map<String, String> PROVIDER_VOICES =
            Map.ofEntries(
                    Map.entry("alloy", "en-us+f2"),
                    Map.entry("ash", "en-us+m3"),
                    Map.entry("ballad", "en-us+m1"),
                    Map.entry("coral", "en-us+f4"),
                    Map.entry("echo", "en-us+m2"),
                    Map.entry("fable", "en-gb+m4"),
                    Map.entry("nova", "en-us+f5"),
                    Map.entry("onyx", "en-us+m7"),
                    Map.entry("sage", "en-us+f1"),
                    Map.entry("shimmer", "en-us+f3"),
                    Map.entry("verse", "en-us+m4"),
                    Map.entry("marin", "en-us+f2"),
                    Map.entry("cedar", "en-us+m5"));

    /// The person who answers the phone when nothing else was asked for.
    public static final Voice CALLEE = new Voice("en-us+f3", USUAL_PACE);

    public Voice {
        Objects.requireNonNull(name, "name");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not the name of a voice: " + name);
        }
        if (wordsPerMinute < 80 || wordsPerMinute > 450) {
            throw new IllegalArgumentException(
                    "Between 80 and 450 words a minute, not " + wordsPerMinute);
        }
    }

    /// A voice by its `espeak-ng` name, at the usual pace.
    public static Voice named(String name) {
        return new Voice(name, USUAL_PACE);
    }

    /// The speaker that stands for one of OpenAI's voices; an unknown name speaks like `marin`.
    public static Voice ofProvider(String voice) {
        return named(PROVIDER_VOICES.getOrDefault(voice, PROVIDER_VOICES.get("marin")));
    }

    /// Whether OpenAI knows a voice of this name.
    public static boolean isProviderVoice(String voice) {
        return PROVIDER_VOICES.containsKey(voice);
    }

    /// The same speaker, `factor` times as fast.
    public Voice faster(double factor) {
        return new Voice(name, Math.clamp(Math.round(wordsPerMinute * factor), 80, 450));
    }
}
