package io.leadflip.bench.events.report;

import java.util.Locale;

/// What a measure's last word says about its number.
enum Unit {
    RATE("events/s", 0),
    MEMORY("B of Redis memory/event", 0),
    CPU("CPU s/10⁶ events", 1),
    COMMANDS("Redis commands/event", 2),
    TRAFFIC("B on the wire/event", 0),
    MEGABYTES("MB of Redis memory above idle", 1),
    MILLIS("ms", 2);

    private final String text;
    private final int digits;

    Unit(String text, int digits) {
        this.text = text;
        this.digits = digits;
    }

    static Unit of(String measure) {
        var word = measure.substring(measure.lastIndexOf('.') + 1);
        return switch (word.split("-")[0]) {
            case "rate" -> RATE;
            case "memory" -> MEMORY;
            case "cpu" -> CPU;
            case "commands" -> COMMANDS;
            case "sent", "received" -> TRAFFIC;
            case "peak" -> MEGABYTES;
            default -> MILLIS;
        };
    }

    String text() {
        return text;
    }

    String number(double value) {
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
