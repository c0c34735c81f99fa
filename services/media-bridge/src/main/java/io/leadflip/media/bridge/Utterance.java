package io.leadflip.media.bridge;

/// What the platform itself says in a call, from audio rendered beforehand.
public enum Utterance {
    OPENING,
    OPT_OUT_CONFIRMATION,
    GOODBYE,
    /// The call ends because we cannot hold it.
    APOLOGY,
    /// The agent is away for a moment.
    ONE_MOMENT,
    /// Left to an answering machine.
    VOICEMAIL,
    /// To a machine that asks who is calling.
    SCREENED,
    /// To somebody in danger.
    EMERGENCY;

    private static final String PREFIX = "platform:";

    /// How its audio is named in the playback ledger.
    String item() {
        return PREFIX + name();
    }

    static boolean isItem(String item) {
        return item.startsWith(PREFIX);
    }

    static Utterance ofItem(String item) {
        return valueOf(item.substring(PREFIX.length()));
    }
}
