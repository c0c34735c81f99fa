package io.leadflip.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The checkout these tests look at.
final class Project {
    static final List<String> SERVICES =
            List.of("lead-intake", "matching", "call-orchestrator", "media-bridge", "notifier");

    private static final Path ROOT = rootAbove(Path.of("").toAbsolutePath());

    private Project() {}

    static Path path(String first, String... more) {
        return ROOT.resolve(Path.of(first, more));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }

    static List<Path> files(Path folder, String ending) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot list " + folder, unreadable);
        }
    }

    private static Path rootAbove(Path folder) {
        return Files.exists(folder.resolve(".env.example"))
                ? folder
                : rootAbove(folder.getParent());
    }
}
