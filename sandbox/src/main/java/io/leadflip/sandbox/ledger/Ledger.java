package io.leadflip.sandbox.ledger;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What the outside world really received: an append-only list of JSON entries, each of one kind,
/// with the instant `at` and the running number `seq`.
///
/// With a folder it is one file of JSON lines, flushed entry by entry, and a sandbox started again
/// knows what its predecessor saw; without a folder it lives in memory. A last line cut off by a
/// kill is dropped when the file is opened.
public final class Ledger implements AutoCloseable {
    /// The file inside the sandbox's data folder.
    public static final String FILE_NAME = "ledger.jsonl";

    private final Clock clock;
    private final List<JsonObject> entries;
    private final Writer writer;

    private Ledger(Clock clock, List<JsonObject> entries, Writer writer) {
        this.clock = clock;
        this.entries = entries;
        this.writer = writer;
    }

    /// A ledger that ends with its process.
    public static Ledger inMemory() {
        return new Ledger(Clock.systemUTC(), new ArrayList<>(), Writer.nullWriter());
    }

    /// A ledger kept in `folder`, created when absent; memory only when `folder` is null.
    public static Ledger in(Path folder) {
        return folder == null ? inMemory() : open(folder.resolve(FILE_NAME));
    }

    /// The entries of a ledger file that another process may be writing; none when there is no file
    /// yet.
    public static List<JsonObject> read(Path folder) {
        Path file = folder.resolve(FILE_NAME);
        return Files.exists(file) ? complete(file) : List.of();
    }

    private static Ledger open(Path file) {
        try {
            Files.createDirectories(file.getParent());
            List<JsonObject> kept = Files.exists(file) ? complete(file) : new ArrayList<>();
            dropCutLine(file);
            Writer writer =
                    Files.newBufferedWriter(
                            file,
                            StandardCharsets.UTF_8,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND);
            return new Ledger(Clock.systemUTC(), kept, writer);
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox ledger cannot be opened: " + file, e);
        }
    }

    private static List<JsonObject> complete(Path file) {
        try {
            List<JsonObject> found = new ArrayList<>();
            for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\n")) {
                parse(line, found);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox ledger cannot be read: " + file, e);
        }
    }

    private static void parse(String line, List<JsonObject> into) {
        if (line.isBlank()) {
            return;
        }
        try {
            into.add(new JsonObject(line));
        } catch (DecodeException e) {
            // Only a line cut off by a kill or still being written can be unreadable; what it told
            // was not yet promised.
            return;
        }
    }

    private static void dropCutLine(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        if (end < bytes.length) {
            Files.write(file, Arrays.copyOf(bytes, end));
        }
    }

    /// Adds one entry; it is on its way to the disk when this returns.
    public synchronized void append(String kind, JsonObject entry) {
        Objects.requireNonNull(kind, "kind");
        JsonObject kept =
                new JsonObject()
                        .put("seq", entries.size() + 1)
                        .put("at", clock.instant().toString())
                        .put("kind", kind)
                        .mergeIn(entry.copy());
        kept.put("kind", kind);
        try {
            writer.write(kept.encode());
            writer.write('\n');
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox ledger cannot be written", e);
        }
        entries.add(kept);
    }

    /// All entries of one kind, oldest first, as copies.
    public List<JsonObject> entries(String kind) {
        return entries(kind, entry -> true);
    }

    /// The entries of one kind that are wanted, oldest first, as copies.
    public synchronized List<JsonObject> entries(String kind, Predicate<JsonObject> wanted) {
        return entries.stream()
                .filter(entry -> kind.equals(entry.getString("kind")) && wanted.test(entry))
                .map(JsonObject::copy)
                .toList();
    }

    /// How many entries there are of each kind.
    public synchronized Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        entries.forEach(entry -> counts.merge(entry.getString("kind"), 1, Integer::sum));
        return counts;
    }

    @Override
    public synchronized void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox ledger cannot be closed", e);
        }
    }
}
