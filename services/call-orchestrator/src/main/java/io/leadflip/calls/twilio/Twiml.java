package io.leadflip.calls.twilio;

import io.leadflip.calls.ending.Instruction;

/// The few instruction documents we answer with. Every value is escaped; none of them is written by
/// a model.
final class Twiml {
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>";
    private static final String TAIL = "</Response>";

    private Twiml() {}

    static String hangUp() {
        return HEAD + "<Hangup/>" + TAIL;
    }

    static String of(Instruction instruction) {
        return switch (instruction) {
            case Instruction.HangUp nothing -> hangUp();
            case Instruction.Say(String words, String language) -> sayAndHangUp(words, language);
        };
    }

    /// @param language BCP 47 tag
    static String sayAndHangUp(String words, String language) {
        return HEAD
                + "<Say language=\""
                + escaped(language)
                + "\">"
                + escaped(words)
                + "</Say><Hangup/>"
                + TAIL;
    }

    /// @param stream `wss` address without a query
    /// @param action asked when the stream ends
    static String connect(String stream, String statusCallback, String action, String token) {
        return HEAD
                + "<Connect action=\""
                + escaped(action)
                + "\" method=\"POST\">"
                + "<Stream url=\""
                + escaped(stream)
                + "\" statusCallback=\""
                + escaped(statusCallback)
                + "\" statusCallbackMethod=\"POST\">"
                + "<Parameter name=\"token\" value=\""
                + escaped(token)
                + "\"/>"
                + "</Stream></Connect><Hangup/>"
                + TAIL;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
