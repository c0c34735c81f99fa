package io.leadflip.media.bridge;

import io.leadflip.contracts.door.StreamBrief;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The platform's own sentences of one call, and which of them can be played by now.
final class PreparedSpeech {
    private final Map<Utterance, byte[]> audio = new EnumMap<>(Utterance.class);
    private final Set<Utterance> failed = EnumSet.noneOf(Utterance.class);
    private final Map<Utterance, String> texts = new EnumMap<>(Utterance.class);

    void write(StreamBrief brief) {
        texts.put(Utterance.OPENING, brief.opening());
        texts.put(Utterance.OPT_OUT_CONFIRMATION, brief.optOutConfirmation());
        texts.put(Utterance.GOODBYE, brief.goodbye());
        texts.put(Utterance.APOLOGY, brief.goodbye());
        if (brief.standby() != null) {
            texts.put(Utterance.APOLOGY, brief.standby().apology());
            texts.put(Utterance.ONE_MOMENT, brief.standby().oneMoment());
            texts.put(Utterance.VOICEMAIL, brief.standby().voicemail());
            texts.put(Utterance.SCREENED, brief.standby().screened());
            texts.put(Utterance.EMERGENCY, brief.standby().emergency());
        }
        texts.values().removeIf(Objects::isNull);
        failed.addAll(EnumSet.allOf(Utterance.class));
        failed.removeAll(texts.keySet());
    }

    /// What there are words for.
    Set<Utterance> written() {
        return texts.keySet();
    }

    String text(Utterance utterance) {
        return texts.get(utterance);
    }

    void ready(Utterance utterance, byte[] mulaw) {
        if (mulaw.length == 0) {
            failed.add(utterance);
        } else {
            audio.put(utterance, mulaw);
        }
    }

    void failed(Utterance utterance) {
        failed.add(utterance);
    }

    boolean unspeakable(Utterance utterance) {
        return failed.contains(utterance);
    }

    /// Null while it is still being rendered.
    byte[] audio(Utterance utterance) {
        return audio.get(utterance);
    }
}
