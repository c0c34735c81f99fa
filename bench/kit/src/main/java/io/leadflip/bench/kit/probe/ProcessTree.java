package io.leadflip.bench.kit.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Processor time of a process and all it started, those that ended included: Linux `/proc`
/// (proc(5), `stat` fields 14 to 17).
public final class ProcessTree {
    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final int WAITED_USER_TIME = 13;
    private static final int WAITED_SYSTEM_TIME = 14;

    private final Path proc;
    private final ProcessHandle root;

    public ProcessTree(long pid) {
        this(Path.of("/proc"), ProcessHandle.of(pid).orElseThrow());
    }

    ProcessTree(Path proc, ProcessHandle root) {
        this.proc = proc;
        this.root = root;
    }

    /// Whether this machine tells.
    public boolean tells() {
        return Files.isReadable(proc.resolve(root.pid() + "/stat"));
    }

    /// Processor seconds used so far; 0 where the machine does not tell.
    public double seconds() {
        return Stream.concat(Stream.of(root), root.descendants())
                .mapToDouble(process -> secondsOf(process.pid()))
                .sum();
    }

    /// Bytes of memory resident now, over all processes.
    public long residentBytes() {
        return Stream.concat(Stream.of(root), root.descendants())
                .mapToLong(process -> residentBytesOf(process.pid()))
                .sum();
    }

    private double secondsOf(long pid) {
        try {
            return secondsIn(Files.readString(proc.resolve(pid + "/stat")));
        } catch (IOException e) {
            return 0;
        }
    }

    /// The second field, the program's name in parentheses, may itself hold spaces.
    static double secondsIn(String stat) {
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TIME])
                        + Long.parseLong(fields[SYSTEM_TIME])
                        + Long.parseLong(fields[WAITED_USER_TIME])
                        + Long.parseLong(fields[WAITED_SYSTEM_TIME]))
                / TICKS_PER_SECOND;
    }

    private long residentBytesOf(long pid) {
        try (var lines = Files.lines(proc.resolve(pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
