package io.leadflip.media.bridge;

import java.util.List;
import java.util.Locale;

/// Who speaks, judged by the first words after the answer: machines that talk like people are found
/// by what only machines say.
///
/// One phrase that leaves no doubt is enough. Of those that people use as well it takes two, or one
/// in a speech longer than people give who answer a phone.
enum FirstUtterance {
    PERSON,
    VOICEMAIL,
    /// A machine asks who is calling before it lets a person decide.
    SCREENING,
    /// Asks to wait. Only of a machine that has asked who is calling it says anything about who
    /// speaks.
    ON_HOLD;

    private static final int LONG_SPEECH_WORDS = 9;
    private static final List<String> ASKS_WHO_CALLS =
            List.of(
                    "state your name",
                    "say your name",
                    "record your name",
                    "tell me your name and why",
                    "call screening",
                    "call assist",
                    "screening service",
                    "before i try to connect you",
                    "see if this person is available",
                    "diga su nombre",
                    "indique su nombre");
    private static final List<String> ASKS_WHY =
            List.of(
                    "why you are calling",
                    "why you're calling",
                    "reason for your call",
                    "reason for calling",
                    "motivo de su llamada",
                    "por qué llama");
    private static final List<String> ASKS_TO_WAIT =
            List.of(
                    "stay on the line",
                    "hold the line",
                    "please hold",
                    "one moment",
                    "connecting you",
                    "connect your call",
                    "let me check if",
                    "no cuelgue",
                    "un momento",
                    "manténgase en la línea");
    private static final List<String> RECORDS =
            List.of(
                    "leave a message",
                    "leave your message",
                    "leave me a message",
                    "leave us a message",
                    "leave your name and number",
                    "leave your name and",
                    "after the tone",
                    "after the beep",
                    "at the tone",
                    "at the beep",
                    "record your message",
                    "voicemail",
                    "voice mail",
                    "mailbox",
                    "answering machine",
                    "forwarded to an automated",
                    "deje un mensaje",
                    "deja un mensaje",
                    "deje su mensaje",
                    "deja tu mensaje",
                    "después del tono",
                    "después de la señal",
                    "buzón de voz",
                    "contestador");
    private static final List<String> SOUNDS_RECORDED =
            List.of(
                    "you have reached",
                    "you've reached",
                    "not available",
                    "unavailable",
                    "can't take your call",
                    "cannot take your call",
                    "can't come to the phone",
                    "cannot come to the phone",
                    "unable to answer",
                    "get back to you",
                    "call you back as soon as",
                    "return your call",
                    "thank you for calling",
                    "thanks for calling",
                    "no puedo atender",
                    "no está disponible",
                    "ha llamado a",
                    "le devolveré la llamada",
                    "gracias por llamar");

    static FirstUtterance of(String words) {
        String said = words.toLowerCase(Locale.ROOT).replace('’', '\'').replaceAll("\\s+", " ");
        boolean longSpeech = said.strip().split(" ").length >= LONG_SPEECH_WORDS;
        boolean records = count(said, RECORDS) > 0;
        boolean asksWhy = !records && beyondDoubt(count(said, ASKS_WHY), longSpeech);
        if (count(said, ASKS_WHO_CALLS) > 0 || asksWhy) {
            return SCREENING;
        }
        if (count(said, ASKS_TO_WAIT) > 0 && !records) {
            return ON_HOLD;
        }
        boolean machine = records || beyondDoubt(count(said, SOUNDS_RECORDED), longSpeech);
        return machine ? VOICEMAIL : PERSON;
    }

    private static boolean beyondDoubt(int phrases, boolean longSpeech) {
        return phrases > 1 || (phrases == 1 && longSpeech);
    }

    private static int count(String said, List<String> phrases) {
        return (int) phrases.stream().filter(said::contains).count();
    }
}
