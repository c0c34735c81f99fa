package io.leadflip.calls.door;

import io.leadflip.contracts.door.StreamBrief.StandbyLines;
import java.util.Locale;

/// What the platform itself says, by language. The opening names the business, LeadFlip, the AI,
/// the reason, the way out, and the notes; so does a message left on a machine.
enum Phrases {
    ENGLISH(
            "Hello, this is an AI assistant from LeadFlip, calling for %s about your request. To opt out of calls, say so or press 9 at any"
                    + " time. This call is transcribed.",
            " We would also like to record it. If you agree, say yes or press 1; otherwise it is not recorded.",
            "Understood. You will not be called again. Goodbye.",
            "Thank you for your time. Goodbye.",
            "We are sorry, something went wrong on our side, and we cannot go on with this call for %s. We will not keep you any longer. Goodbye.",
            "One moment, please.",
            "Hello, this is an AI assistant from LeadFlip, calling for %s about your request. We will try again later. To opt out of calls,"
                    + " press 9 when we call again, or open the link in our message to you. Goodbye.",
            "This is an AI assistant from LeadFlip, calling for %s about a request made on LeadFlip.",
            "If anybody is in danger, please hang up and call 911 now. Goodbye."),
    SPANISH(
            "Hola, soy un asistente de inteligencia artificial de LeadFlip y llamo de parte de %s por su solicitud. Para no recibir más"
                    + " llamadas, dígalo o pulse 9 en cualquier momento. Esta llamada se transcribe.",
            " También nos gustaría grabarla. Si está de acuerdo, diga sí o pulse 1; si no, no se graba.",
            "Entendido. No le volveremos a llamar. Adiós.",
            "Gracias por su tiempo. Adiós.",
            "Lo sentimos, ha habido un problema por nuestra parte y no podemos seguir con esta llamada de parte de %s. No le molestamos más. Adiós.",
            "Un momento, por favor.",
            "Hola, soy un asistente de inteligencia artificial de LeadFlip y llamo de parte de %s por su solicitud. Lo intentaremos más"
                    + " tarde. Para no recibir más llamadas, pulse 9 cuando volvamos a llamar, o abra el enlace de nuestro mensaje. Adiós.",
            "Soy un asistente de inteligencia artificial de LeadFlip y llamo de parte de %s por una solicitud hecha en LeadFlip.",
            "Si alguien está en peligro, cuelgue y llame al 911 ahora mismo. Adiós.");

    private final String opening;
    private final String recordingQuestion;
    private final String optOutConfirmation;
    private final String goodbye;
    private final String apology;
    private final String oneMoment;
    private final String voicemail;
    private final String screened;
    private final String emergency;

    Phrases(
            String opening,
            String recordingQuestion,
            String optOutConfirmation,
            String goodbye,
            String apology,
            String oneMoment,
            String voicemail,
            String screened,
            String emergency) {
        this.opening = opening;
        this.recordingQuestion = recordingQuestion;
        this.optOutConfirmation = optOutConfirmation;
        this.goodbye = goodbye;
        this.apology = apology;
        this.oneMoment = oneMoment;
        this.voicemail = voicemail;
        this.screened = screened;
        this.emergency = emergency;
    }

    static Phrases in(String language) {
        return language != null && language.toLowerCase(Locale.ROOT).startsWith("es")
                ? SPANISH
                : ENGLISH;
    }

    /// @param asksToRecord whether it asks for leave to record the call as well
    String opening(String business, boolean asksToRecord) {
        return opening.formatted(business) + (asksToRecord ? recordingQuestion : "");
    }

    String optOutConfirmation() {
        return optOutConfirmation;
    }

    String goodbye() {
        return goodbye;
    }

    /// For when something comes between.
    ///
    /// @param leavesMessage whether an answering machine is left a message
    StandbyLines standby(String business, boolean leavesMessage) {
        return new StandbyLines(
                apology.formatted(business),
                oneMoment,
                leavesMessage ? voicemail.formatted(business) : null,
                screened.formatted(business),
                emergency);
    }
}
