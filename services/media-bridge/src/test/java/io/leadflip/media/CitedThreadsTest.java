package io.leadflip.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every requirement that came from a public report of users of other voice bridges cites it at the
/// test that proves it: `/// Thread: owner/repository#number`. This counts them, so that none gets
/// lost with a test that is rewritten.
class CitedThreadsTest {
    private static final Pattern CITED = Pattern.compile("Thread: ([\\w./-]+(?:#\\d+)?)");
    private static final List<Path> TESTS =
            List.of(
                    Path.of("src", "test", "java"),
                    Path.of("..", "call-orchestrator", "src", "test", "java"));

    @Test
    void shouldProveWhatAtLeastSixtyReportsAskFor() {
        // When
        Set<String> cited = new TreeSet<>();
        TESTS.forEach(folder -> cited.addAll(citedIn(folder)));
        // Then
        assertThat(cited).hasSizeGreaterThanOrEqualTo(60);
    }

    private static Set<String> citedIn(Path folder) {
        Set<String> cited = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .map(CitedThreadsTest::text)
                    .flatMap(text -> CITED.matcher(text).results())
                    .forEach(thread -> cited.add(thread.group(1)));
        } catch (IOException e) {
            throw new UncheckedIOException("The tests could not be read", e);
        }
        return cited;
    }

    /// Without the breaks of lines, which come where a line is full.
    private static String text(Path file) {
        try {
            return Files.readString(file).replaceAll("\\s+///\\s+", " ");
        } catch (IOException e) {
            throw new UncheckedIOException("A test could not be read: " + file, e);
        }
    }
}
