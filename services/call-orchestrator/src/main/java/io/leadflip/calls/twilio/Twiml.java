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

    /// @param legs where the provider asks and reports of a leg to a business
    static String of(Instruction instruction, LegUrls legs) {
        return switch (instruction) {
            case Instruction.HangUp nothing -> hangUp();
            case Instruction.Say(String words, String language) -> sayAndHangUp(words, language);
            case Instruction.PutThrough through -> dial(through, legs);
        };
    }

    /// @param action asked when the leg is over
    /// @param briefing what the business hears first
    /// @param status told how the leg stands
    record LegUrls(String action, String briefing, String status) {}

    private static String dial(Instruction.PutThrough through, LegUrls legs) {
        return HEAD
                + say(through.first().words(), through.first().language())
                + "<Dial action=\""
                + escaped(legs.action())
                + "\" method=\"POST\" callerId=\""
                + escaped(through.from())
                + "\" timeout=\""
                + through.ringTime().toSeconds()
                + "\" timeLimit=\""
                + through.longest().toSeconds()
                + "\"><Number url=\""
                + escaped(legs.briefing())
                + "\" method=\"POST\" statusCallback=\""
                + escaped(legs.status())
                + "\" statusCallbackMethod=\"POST\" statusCallbackEvent=\"answered completed\">"
                + escaped(through.phone())
                + "</Number></Dial>"
                + TAIL;
    }

    /// A document that says something, waits for one key, and hangs up when none is pressed.
    ///
    /// @param pressed told the key
    static String ask(Instruction.Say say, String pressed) {
        return HEAD
                + "<Gather numDigits=\"1\" timeout=\"8\" action=\""
                + escaped(pressed)
                + "\" method=\"POST\">"
                + say(say.words(), say.language())
                + "</Gather><Hangup/>"
                + TAIL;
    }

    /// A document with nothing to do: what comes after it goes on.
    static String goOn() {
        return HEAD + TAIL;
    }

    /// @param language BCP 47 tag
    static String sayAndHangUp(String words, String language) {
        return HEAD + say(words, language) + "<Hangup/>" + TAIL;
    }

    private static String say(String words, String language) {
        return "<Say language=\"" + escaped(language) + "\">" + escaped(words) + "</Say>";
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
