package io.leadflip.sandbox.checker;

import io.leadflip.sandbox.ledger.Ledger;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Proves the promise — no lead lost, nobody notified twice, nobody called twice — without asking
/// any service: it compares what consumers were promised (the story's own notes), what stands in
/// Postgres, and what the providers received (their ledger).
///
/// Environment: `CHECKER_DATABASE_URL` (JDBC), `CHECKER_DATABASE_USERNAME`,
/// `CHECKER_DATABASE_PASSWORD`, `SANDBOX_DATA_DIR`. The last line is one JSON object; the process
/// answers 0 only when nothing is doubled or lost.
public final class Checker {
    /// The folder inside the sandbox's data folder where the story notes what it was promised.
    public static final String CLIENT_NOTES = "story";

    /// The kind of a note about a lead answered 202, with its `leadId`.
    public static final String PROMISE = "lead.accepted";

    private final String databaseUrl;
    private final String user;
    private final String password;
    private final Path dataFolder;
    private final String schemaPrefix;
    private final boolean everybodyAnswered;

    Checker(
            String databaseUrl,
            String user,
            String password,
            Path dataFolder,
            String schemaPrefix) {
        this(databaseUrl, user, password, dataFolder, schemaPrefix, false);
    }

    private Checker(
            String databaseUrl,
            String user,
            String password,
            Path dataFolder,
            String schemaPrefix,
            boolean everybodyAnswered) {
        this.databaseUrl = databaseUrl;
        this.user = user;
        this.password = password;
        this.dataFolder = dataFolder;
        this.schemaPrefix = schemaPrefix;
        this.everybodyAnswered = everybodyAnswered;
    }

    public static Checker of(Map<String, String> environment) {
        return new Checker(
                required(environment, "CHECKER_DATABASE_URL"),
                required(environment, "CHECKER_DATABASE_USERNAME"),
                environment.getOrDefault("CHECKER_DATABASE_PASSWORD", ""),
                Path.of(required(environment, "SANDBOX_DATA_DIR")),
                "");
    }

    /// This checker, for a moment at which every client has been answered and has noted it: a lead
    /// that nobody noted is then one too many.
    public Checker whenEverybodyWasAnswered() {
        return new Checker(databaseUrl, user, password, dataFolder, schemaPrefix, true);
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("Environment variable " + name + " is missing");
        }
        return value;
    }

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            CheckReport report = of(System.getenv()).check();
            report.print(out);
            out.println(report.json().encode());
            System.exit(report.clean() ? 0 : 1);
        } catch (IllegalStateException e) {
            out.println("The checker could not look: " + e.getMessage());
            System.exit(2);
        }
    }

    /// Looks at all three sides now. Postgres is read first: whatever the books call sent must
    /// already be in the ledger.
    public CheckReport check() {
        Set<String> promised = promised();
        Books books = books();
        Receipts receipts = Receipts.of(Ledger.read(dataFolder));
        return CheckReport.of(
                books,
                receipts,
                everybodyAnswered ? Duplicates.leads(promised, books) : List.of(),
                Losses.in(promised, books, receipts));
    }

    private Set<String> promised() {
        return Ledger.read(dataFolder.resolve(CLIENT_NOTES)).stream()
                .filter(note -> PROMISE.equals(note.getString("kind")))
                .map((JsonObject note) -> note.getString("leadId"))
                .collect(Collectors.toSet());
    }

    private Books books() {
        try (Connection connection = DriverManager.getConnection(databaseUrl, user, password)) {
            return Books.read(connection, schemaPrefix);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "Postgres does not answer the checker: " + e.getMessage(), e);
        }
    }
}
