package io.leadflip.faults.scenario;

import io.leadflip.faults.world.RedisServer;
import io.leadflip.faults.world.World;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Redis can write no more: its disk is full, or, where nobody may mount a small disk, its memory
/// is. Reads still work, so that everything seems half alive.
final class RedisFull implements Scenario {
    private static final Duration FULL = Duration.ofSeconds(20);
    private static final int CHUNK = 1 << 20;

    private final boolean ownDisk = mayMount();

    private static boolean mayMount() {
        try {
            return new ProcessBuilder("unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public String name() {
        return "redis-full";
    }

    @Override
    public World.Shape shape() {
        return ownDisk ? World.Shape.REDIS_ON_A_SMALL_DISK : World.Shape.USUAL;
    }

    @Override
    public void run(Stage stage) {
        if (ownDisk) {
            fillDisk(stage);
        } else {
            fillMemory(stage);
        }
    }

    private static void fillDisk(Stage stage) {
        Path ballast = stage.world().redis().dataSeenByServer().resolve("ballast");
        try {
            long filled = fill(ballast);
            stage.say("the disk of Redis is full, %d bytes of it with ballast", filled);
            stage.pass(FULL);
            Files.delete(ballast);
        } catch (IOException e) {
            throw new UncheckedIOException("The disk of Redis cannot be reached", e);
        }
        stage.note("its disk was full");
        stage.recovered("a full disk of Redis");
    }

    /// Writes until nothing goes in any more.
    private static long fill(Path ballast) throws IOException {
        long filled = 0;
        try (OutputStream out = Files.newOutputStream(ballast)) {
            for (int chunk = CHUNK; chunk > 0; ) {
                try {
                    out.write(new byte[chunk]);
                    filled += chunk;
                } catch (IOException e) {
                    chunk /= 2;
                }
            }
        }
        return filled;
    }

    private static void fillMemory(Stage stage) {
        RedisServer redis = stage.world().redis();
        redis.send("CONFIG", "SET", "maxmemory-policy", "noeviction");
        redis.send("CONFIG", "SET", "maxmemory", "1mb");
        stage.say("Redis may use one megabyte, which it already does");
        stage.pass(FULL);
        redis.send("CONFIG", "SET", "maxmemory", "0");
        stage.note("its memory was full (no small disk may be mounted here)");
        stage.recovered("a full memory of Redis");
    }
}
