package io.leadflip.faults.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnedProcessTest {
    @TempDir Path folder;

    private OwnedProcess process;

    @AfterEach
    void end() {
        process.kill();
    }

    @Test
    void shouldKillExactlyWhatItStartedAndStartItAgain() {
        // Given
        process = owned("exec sleep 60");
        process.start();
        long first = process.pid();
        assertThat(process.alive()).isTrue();
        // When
        process.kill();
        // Then
        assertThat(process.alive()).isFalse();
        assertThat(ProcessHandle.of(first)).isEmpty();
        assertThat(folder.resolve("it.pid")).doesNotExist();
        // When
        process.start();
        // Then
        assertThat(process.alive()).isTrue();
        assertThat(process.pid()).isNotEqualTo(first);
    }

    @Test
    void shouldStandStillWhilePausedAndEvenThenBeKilled() throws IOException {
        // Given
        process = owned("while :; do echo tick; sleep 0.05; done");
        process.start();
        await().until(() -> Files.size(process.log()) > 0);
        // When
        process.signal("STOP");
        // Then
        long then = Files.size(process.log());
        await().during(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(2))
                .until(() -> Files.size(process.log()) == then);
        // When
        process.signal("CONT");
        // Then
        await().until(() -> Files.size(process.log()) > then);
        // When
        process.signal("STOP");
        process.kill();
        // Then
        assertThat(process.alive()).isFalse();
    }

    @Test
    void shouldGiveTheProcessItsOwnEnvironment() {
        // Given
        process = owned("echo \"$WHO\"; exec sleep 60");
        // When
        process.start();
        // Then
        await().untilAsserted(
                        () -> assertThat(Files.readString(process.log())).isEqualTo("somebody\n"));
    }

    @Test
    void shouldLeaveItsPidWhereTheScriptsLook() throws IOException {
        // Given
        process = owned("exec sleep 60");
        // When
        process.start();
        // Then
        assertThat(Files.readAllLines(folder.resolve("it.pid")).getFirst())
                .isEqualTo(String.valueOf(process.pid()));
    }

    private OwnedProcess owned(String script) {
        return new OwnedProcess(
                "it",
                List.of("sh", "-c", script),
                Map.of("WHO", "somebody"),
                folder.resolve("it.log"),
                folder);
    }
}
