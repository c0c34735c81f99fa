package io.leadflip.faults.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerTest {
    @Test
    void shouldForgetWhatCameAfterTheCopy(@TempDir Path folder) throws IOException {
        // Given
        Path data = folder.resolve("redis");
        Path kept = folder.resolve("copy");
        Path file = Files.createDirectories(data.resolve("appendonlydir")).resolve("incr.aof");
        Files.writeString(file, "first");
        RedisServer.copy(data, kept);
        Files.writeString(file, "first and second");
        Files.writeString(data.resolve("later"), "third");
        // When
        RedisServer.copy(kept, data);
        // Then
        assertThat(file).hasContent("first");
        assertThat(data.resolve("later")).doesNotExist();
    }
}
