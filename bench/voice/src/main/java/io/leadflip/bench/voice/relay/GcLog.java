package io.leadflip.bench.voice.relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a virtual machine allocated, from its log of collections (`-Xlog:gc+heap`, serial
/// collector): between two of them the young generation grew by exactly that.
final class GcLog {
    private static final Pattern PAUSE = Pattern.compile("DefNew: (\\d+)K\\(\\d+K\\)->(\\d+)K");

    private GcLog() {}

    static double allocated(Path log) {
        try {
            return allocated(Files.readString(log));
        } catch (IOException e) {
            return -1;
        }
    }

    static double allocated(String log) {
        double sum = 0;
        double after = 0;
        Matcher pause = PAUSE.matcher(log);
        while (pause.find()) {
            sum += Math.max(0, Double.parseDouble(pause.group(1)) - after);
            after = Double.parseDouble(pause.group(2));
        }
        return sum * 1024;
    }
}
