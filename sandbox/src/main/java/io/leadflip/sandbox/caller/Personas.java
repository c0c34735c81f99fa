package io.leadflip.sandbox.caller;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Who is behind which phone number (E.164). Unknown numbers are answered by the usual person.
public final class Personas {
    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");

    private final Map<String, Persona> byNumber = new ConcurrentHashMap<>();

    public void register(String number, Persona persona) {
        if (number == null || !E164.matcher(number).matches()) {
            throw new IllegalArgumentException("a persona needs a phone number in E.164 form");
        }
        byNumber.put(number, persona);
    }

    public void register(String number, JsonObject persona) {
        register(number, Persona.from(persona));
    }

    public Persona behind(String number) {
        Persona known = byNumber.get(number);
        return known == null ? Persona.usual() : known;
    }

    public int size() {
        return byNumber.size();
    }
}
