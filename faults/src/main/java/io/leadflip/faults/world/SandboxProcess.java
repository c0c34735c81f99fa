package io.leadflip.faults.world;

import io.leadflip.sandbox.story.Api;
import io.leadflip.sandbox.story.Reply;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The outside world of a run, with its own ledger.
public final class SandboxProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final URI origin;
    private final OwnedProcess process;
    private final Probe probe;
    private final Api control;

    SandboxProcess(Home home, Path logs) {
        folder = home.data().resolve("sandbox");
        origin = URI.create("http://127.0.0.1:" + home.port("sandbox"));
        process =
                new OwnedProcess(
                        "sandbox",
                        List.of(
                                home.java(),
                                "-Xmx2g",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                home.get("FAULTS_SANDBOX_CLASSPATH"),
                                "io.leadflip.sandbox.Main"),
                        Map.of("SANDBOX_DATA_DIR", folder.toString()),
                        logs.resolve("sandbox.log"),
                        home.pids());
        probe = new Probe(origin + "/__sandbox/health");
        control = new Api(origin, PATIENCE);
    }

    void start() {
        process.start();
        Waiting.until(PATIENCE, "the sandbox, see " + process.log(), probe::ok);
    }

    /// Where its ledger and the notes of the clients are.
    public Path folder() {
        return folder;
    }

    public URI origin() {
        return origin;
    }

    /// Lets the mail providers report what they delivered; answers with what the receiver checks
    /// their signatures with.
    Map<String, String> reportMailTo(URI notifier) {
        Reply keys =
                control.post(
                        "/__sandbox/webhooks",
                        new JsonObject()
                                .put("sendgrid", notifier + "/api/webhooks/sendgrid")
                                .put("mailgun", notifier + "/api/webhooks/mailgun"),
                        Map.of());
        JsonObject told = keys.expect(200).json();
        return Map.of(
                "SENDGRID_WEBHOOK_PUBLIC_KEY", told.getString("sendgridPublicKey"),
                "MAILGUN_WEBHOOK_SIGNING_KEY", told.getString("mailgunSigningKey"));
    }

    /// Lets something go wrong at one provider; the sandbox's README says what there is.
    public void fail(String provider, JsonObject fault) {
        control.post("/__sandbox/faults/" + provider, fault, Map.of()).expect(200, 204);
    }

    void close() {
        process.kill();
    }
}
