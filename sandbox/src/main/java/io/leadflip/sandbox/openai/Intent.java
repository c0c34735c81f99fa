package io.leadflip.sandbox.openai;

import java.util.regex.Pattern;

/// What a caller's words ask for. The order is the order of weight: whoever says "yes, but do not
/// call me again" wants no calls.
enum Intent {
    OPT_OUT(
            "do(?:n't| not) (?:ever )?(?:call|contact|phone|ring)|stop (?:calling|contacting)|never call|remove (?:me|my number)"
                    + "|take me off|no more calls|opt(?:ed)? out|unsubscribe|no me llam|deje(?:n)? de llamar"),
    HUMAN(
            "(?:speak|talk) (?:to|with) (?:a |an |the |some)?(?:real|human|person|someone|somebody|one|representative|operator|owner|manager)"
                    + "|real person|human being|hablar con (?:una persona|alguien)"),
    WRONG_PERSON(
            "wrong (?:number|person)|(?:no one|nobody) (?:here )?(?:by|with|called)|n[uú]mero equivocado"
                    + "|(?:never|did(?:n't| not)) (?:ask|request|submit|fill)"),
    DECLINE(
            "not interested|no,? thank|already (?:found|hired|fixed|have|got|taken)|changed my mind|too expensive|do(?:n't| not) need"
                    + "|not (?:a )?good time|bad time|call (?:me )?(?:back )?later|no longer|no me interesa|no,? gracias"),
    NO("^no\\b|\\bnope\\b"),
    AGREE(
            "\\b(?:yes|yeah|yep|sure|okay|ok|of course|works|sounds good|perfect|great|fine|please|correct|right|go ahead"
                    + "|absolutely|definitely|claro|vale|de acuerdo|por supuesto|listen(?:ing)?)\\b|\\bsí|^si\\b"),
    GOODBYE("\\b(?:bye|goodbye|have a (?:good|nice|great)|take care)\\b|adi[oó]s|hasta luego"),
    QUESTION("\\?|^(?:who|what|how|why|where|when|are you)\\b"),
    GREETING("^(?:hello|hi|hey|hola|good (?:morning|afternoon|evening))\\b"),
    UNCLEAR("");

    private final Pattern pattern;

    Intent(String pattern) {
        this.pattern = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    static Intent of(String words) {
        String text = words.strip().replace('’', '\'').replaceAll("[¿¡]", "");
        if (text.isEmpty()) {
            return UNCLEAR;
        }
        if (text.length() < 16
                && GREETING.pattern.matcher(text).find()
                && !AGREE.pattern.matcher(text).find()) {
            return GREETING;
        }
        for (Intent intent : values()) {
            if (intent.pattern.matcher(text).find()) {
                return intent;
            }
        }
        return UNCLEAR;
    }
}
