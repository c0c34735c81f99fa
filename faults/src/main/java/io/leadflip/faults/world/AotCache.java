package io.leadflip.faults.world;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What a JVM keeps of a training run for later starts: its classes, loaded and linked, and which
/// of their methods are hot (JEP 483, 514 and 515). A service that was killed is so up again
/// sooner; a cache that does not fit its JVM or its jars is ignored by the JVM.
record AotCache(Path file) {

    static AotCache of(Home home, String name) {
        return new AotCache(home.app().resolve(name).resolve("app.aot"));
    }

    boolean exists() {
        return Files.isReadable(file);
    }

    /// Flags for a start that uses what was learnt, if anything was.
    List<String> use() {
        return exists() ? List.of("-XX:AOTCache=" + file) : List.of();
    }

    /// Flags for a start that learns. The cache is written when the process is asked to end.
    List<String> learn() {
        return List.of("-XX:AOTCacheOutput=" + file);
    }
}
