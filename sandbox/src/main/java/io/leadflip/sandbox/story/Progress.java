package io.leadflip.sandbox.story;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/// One line on the screen for everything that happens, while it happens.
final class Progress {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final PrintStream out;

    Progress(PrintStream out) {
        this.out = out;
    }

    void say(LeadSeed lead, String what) {
        say("%-18s %s".formatted(lead.key(), what));
    }

    void say(String what) {
        out.println(LocalTime.now().format(TIME) + "  " + what);
    }
}
