package io.leadflip.platform.deadletter;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Makes a failure's message fit to be kept: what is quoted, and what looks like an address or a
/// telephone number, is hidden; it is bounded, and holds nothing Postgres cannot store.
public final class FailureText {
    private static final int LONGEST = 1000;
    private static final Pattern QUOTED = Pattern.compile("(property )?\"([^\"]*)\"");

    /// What Jackson and Postgres cite without double quotes.
    private static final Pattern CITED = Pattern.compile("(token ')[^']*(')|(\\)=\\()[^)]*(\\))");

    private static final Pattern ADDRESS = Pattern.compile("[^\\s\"'(=<>]+@[^\\s\"')=<>]+");
    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\w-])\\+?[(]?\\d(?:[\\s().-]{0,2}\\d){6,14}(?![\\w-])");
    private static final Pattern MEMBER = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,63}");
    private static final Pattern NAME_OF_OURS = Pattern.compile("[a-z0-9]+(_[a-z0-9]+)+");

    private FailureText() {}

    public static String of(String message) {
        var text = message == null ? "no reason was given" : message.replace('\u0000', '\uFFFD');
        var bounded = text.substring(0, Math.min(text.length(), 4 * LONGEST));
        var quoted = QUOTED.matcher(bounded).replaceAll(FailureText::quoted);
        var cited = CITED.matcher(quoted).replaceAll("$1$3" + Masking.HIDDEN + "$2$4");
        var unaddressed = ADDRESS.matcher(cited).replaceAll(Masking.HIDDEN);
        var plain = NUMBER.matcher(unaddressed).replaceAll(Masking.HIDDEN);
        return plain.substring(0, Math.min(plain.length(), LONGEST));
    }

    /// Ids stay, and the names of members, constraints and tables.
    private static String quoted(MatchResult match) {
        var before = match.group(1) == null ? "" : match.group(1);
        var inside = match.group(2);
        var names = before.isEmpty() ? NAME_OF_OURS : MEMBER;
        var shown = Masking.isPlain(inside) || names.matcher(inside).matches();
        return before + "\"" + (shown ? inside : Masking.HIDDEN) + "\"";
    }
}
