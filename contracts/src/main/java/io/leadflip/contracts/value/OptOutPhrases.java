package io.leadflip.contracts.value;

import java.util.regex.Pattern;

/// How people say that they want no more calls or texts, in English and Spanish. The one list that
/// the bridge goes by while it listens, the reader of transcripts, and the notifier.
///
/// In doubt somebody wants no more; only who names a time, or somebody else who is not to be
/// called, does not say that (CMP-52).
public final class OptOutPhrases {
    private static final String NOT = "(?:do not|don't|dont|never|please no)(?: ever| even){0,3}";
    private static final String WHOM = "(?: (?:me|us|here|back|again|anymore|any more)\\b){0,6}+";
    private static final String NOTHING_ELSE_IS_MEANT =
            "(?! (?:before|after|until|till|til|between|during|tonight|tomorrow|today|now|right now"
                    + "|so (?:early|late)|this (?:early|late)|at (?:night|noon|lunch|work|\\d)"
                    + "|him|her|them|anyone|anybody|another|(?:the |any )?others?"
                    + "|my (?:wife|husband|partner|son|daughter|mom|mother|dad|father|boss|office|work|landlord|tenant)))";

    private static final Pattern ENGLISH =
            words(
                    NOT + " (?:call|phone|contact|ring|dial)" + WHOM + NOTHING_ELSE_IS_MEANT,
                    NOT + " (?:bother|disturb|harass) (?:me|us)" + NOTHING_ELSE_IS_MEANT,
                    "(?:stop|quit|cease)(?: with)?(?: the| these| those| all| your){0,4}"
                            + " (?:call(?:s|ing)?|contact(?:ing)?|phon(?:e|ing)|ringing|dialing|dialling|bothering|harassing|robocalls?)"
                            + WHOM
                            + NOTHING_ELSE_IS_MEANT,
                    "(?:do not|don't|dont) (?:want|like|wish|need)"
                            + " (?:(?:to be|to get|to receive|you to|you|them|anyone|anybody|any|anymore|more|further|these|those|your|phone) ){1,6}"
                            + "(?:call|phon|contact|ring|bother)\\w*"
                            + WHOM
                            + NOTHING_ELSE_IS_MEANT,
                    "no (?:more|further) (?:phone ?calls?|calls?|contact|robocalls?)",
                    "(?:remove|delete|erase|scrub) (?:me|us|my (?:number|name|phone|info|information|data|contact)|this (?:number|phone))",
                    "take (?:me|us|my (?:number|name)|this number) off",
                    "(?:lose|forget) (?:my|this) (?:number|phone)",
                    "opt(?:ing|ed)?(?: me)?[ -]?out",
                    "unsubscribe",
                    "leave (?:me|us) alone",
                    "do[ -]not[ -]call list");

    private static final String NO_HORA =
            "(?! (?:antes|despu\u00e9s|despues|hasta|entre|hoy|ma\u00f1ana|ahora|tan (?:temprano|tarde)|por la noche))";

    private static final Pattern SPANISH =
            words(
                    "no (?:me|nos) (?:llame|llamen|llames|contacte|contacten|moleste|molesten)(?: m\u00e1s| mas| nunca){0,3}+"
                            + NO_HORA,
                    "(?:no|nunca)(?: me| nos)? (?:vuelva|vuelvan|vuelvas) a (?:llamar|contactar|molestar)\\w*",
                    "(?:deje|dejen|deja|paren|pare) de (?:llamar|contactar|molestar)\\w*",
                    "no quiero (?:m\u00e1s |mas |recibir |sus |estas ){0,4}(?:llamadas|que me llamen?|que me contacten?)",
                    "no (?:m\u00e1s|mas) llamadas",
                    "(?:quite|quiten|borre|borren|saque|saquen|elimine|eliminen) (?:mi|este) (?:n\u00famero|numero|tel\u00e9fono|telefono|nombre)",
                    "d\u00e9jenme en paz|dejenme en paz|d\u00e9jeme en paz|dejeme en paz");

    private static final Pattern TEXTS =
            words(
                    NOT + " (?:text|message|send|sms)" + WHOM + NOTHING_ELSE_IS_MEANT,
                    "(?:stop|quit|cease) (?:texting|messaging|sending|the texts|these texts|the messages|these messages|texts|messages)",
                    "(?:please stop|stop please|stop it|stop all|stop now)",
                    "no (?:more|further) (?:texts?|messages?|sms)",
                    "(?:deje|dejen|deja|paren|pare) de (?:enviar|mandar|escribir)\\w*");

    private OptOutPhrases() {}

    /// Whether somebody says in a call that they want no more of them.
    ///
    /// @param said what was said, as it was transcribed
    public static boolean inSpeech(String said) {
        var words = normalised(said);
        return ENGLISH.matcher(words).find() || SPANISH.matcher(words).find();
    }

    /// Whether somebody writes that they want no more calls or texts.
    ///
    /// @param text of the whole message
    public static boolean inText(String text) {
        return inSpeech(text) || TEXTS.matcher(normalised(text)).find();
    }

    /// One kind of apostrophe, and nothing between words but one blank.
    private static String normalised(String words) {
        return words.replaceAll("[\u2018\u2019\u02bc\u00b4`]", "'")
                .replaceAll("[^\\p{L}\\p{M}\\p{N}'-]+", " ")
                .strip();
    }

    private static Pattern words(String... alternatives) {
        return Pattern.compile(
                "\\b(?:" + String.join("|", alternatives) + ")(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    }
}
