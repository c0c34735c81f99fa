package io.leadflip.bench.voice.report;

import io.leadflip.bench.kit.report.Unit;

/// What a measure's last word says about its number.
public final class Units {
    private Units() {}

    public static Unit of(String measure) {
        return switch (measure.substring(measure.lastIndexOf('.') + 1)) {
            case "cpu" -> new Unit("CPU s/call-minute", 3);
            case "slope" -> new Unit("CPU s/call-minute more for each call", 3);
            case "percent" -> new Unit("% of a core", 1);
            case "kb" -> new Unit("KB RSS/call", 1);
            case "bytes" -> new Unit("B garbage/frame", 0);
            case "megabytes" -> new Unit("MB", 1);
            case "count" -> new Unit("", 0);
            case "calls" -> new Unit("calls", 0);
            case "per-call" -> new Unit("frames/call", 1);
            case "seconds" -> new Unit("s", 2);
            default -> new Unit("ms", 3);
        };
    }
}
