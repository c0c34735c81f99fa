package io.leadflip.calls.door;

import java.util.Locale;

/// What the platform itself says, by language. The opening names the business, LeadFlip, the AI,
/// the reason, the way out, and the notes.
enum Phrases {
    ENGLISH(
            "Hello, this is an AI assistant from LeadFlip, calling for %s about your request. To opt out of calls, say so or press 9 at any"
                    + " time. This call is transcribed.",
            "Understood. You will not be called again. Goodbye.",
            "Thank you for your time. Goodbye."),
    SPANISH(
            "Hola, soy un asistente de inteligencia artificial de LeadFlip y llamo de parte de %s por su solicitud. Para no recibir más"
                    + " llamadas, dígalo o pulse 9 en cualquier momento. Esta llamada se transcribe.",
            "Entendido. No le volveremos a llamar. Adiós.", "Gracias por su tiempo. Adiós.");

    private final String opening;
    private final String optOutConfirmation;
    private final String goodbye;

    Phrases(String opening, String optOutConfirmation, String goodbye) {
        this.opening = opening;
        this.optOutConfirmation = optOutConfirmation;
        this.goodbye = goodbye;
    }

    static Phrases in(String language) {
        return language != null && language.toLowerCase(Locale.ROOT).startsWith("es")
                ? SPANISH
                : ENGLISH;
    }

    String opening(String business) {
        return opening.formatted(business);
    }

    String optOutConfirmation() {
        return optOutConfirmation;
    }

    String goodbye() {
        return goodbye;
    }
}
