package io.leadflip.bench.kit.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the benchmark ran on.
///
/// @param memoryGb of the machine, 0 where it does not tell
public record Machine(String system, String processor, int cores, long memoryGb) {
    public static Machine here() {
        return new Machine(
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                valueIn("/proc/cpuinfo", "model name"),
                allCores(),
                kilobytes(valueIn("/proc/meminfo", "MemTotal")) / (1024 * 1024));
    }

    /// All of the machine's, also when this process may only use one.
    private static int allCores() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return Math.max(1, (int) lines.filter(line -> line.startsWith("processor")).count());
        } catch (IOException e) {
            return Runtime.getRuntime().availableProcessors();
        }
    }

    private static String valueIn(String file, String name) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    private static long kilobytes(String text) {
        var digits = text.replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }
}
