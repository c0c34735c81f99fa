package io.leadflip.media.bridge;

/// Who answered, as far as the telephone provider's detection knows.
public enum Answerer {
    /// There is no verdict yet.
    UNDECIDED,
    PERSON,
    /// A machine plays its greeting.
    MACHINE_GREETING,
    /// A machine records from now on.
    MACHINE_RECORDING,
    FAX,
    /// There will be no better verdict.
    UNKNOWN;

    /// @param answeredBy as the provider spells it; null without a verdict
    public static Answerer of(String answeredBy) {
        return switch (answeredBy) {
            case null -> UNDECIDED;
            case "human" -> PERSON;
            case "fax" -> FAX;
            case String machine when machine.startsWith("machine_end") -> MACHINE_RECORDING;
            case String machine when machine.startsWith("machine") -> MACHINE_GREETING;
            default -> UNKNOWN;
        };
    }
}
