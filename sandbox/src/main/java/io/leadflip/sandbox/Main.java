package io.leadflip.sandbox;

import io.leadflip.sandbox.SandboxSettings.Credentials;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// Runs the sandbox until it is told to stop; every setting is an environment variable with the
/// sandbox's own default.
public final class Main {
    private static final int PORT = 8190;
    private static final int OIDC_PORT = 8191;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        Sandbox sandbox = Sandbox.start(settings(System.getenv()));
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> stop(sandbox, stopped), "sandbox-stop"));
        System.out.println(
                "sandbox ready: providers " + sandbox.origin() + ", issuer " + sandbox.issuer());
        stopped.await();
    }

    private static void stop(Sandbox sandbox, CountDownLatch stopped) {
        sandbox.close();
        stopped.countDown();
    }

    static SandboxSettings settings(Map<String, String> environment) {
        String folder = environment.get("SANDBOX_DATA_DIR");
        return new SandboxSettings(
                Integer.parseInt(environment.getOrDefault("SANDBOX_PORT", String.valueOf(PORT))),
                Integer.parseInt(
                        environment.getOrDefault("SANDBOX_OIDC_PORT", String.valueOf(OIDC_PORT))),
                folder == null || folder.isBlank() ? null : Path.of(folder),
                credentials(environment),
                Double.parseDouble(environment.getOrDefault("SANDBOX_CLOCK_RATE", "1.0")));
    }

    private static Credentials credentials(Map<String, String> environment) {
        Credentials usual = SandboxSettings.defaults().credentials();
        return new Credentials(
                environment.getOrDefault("TWILIO_ACCOUNT_SID", usual.twilioAccountSid()),
                environment.getOrDefault("TWILIO_AUTH_TOKEN", usual.twilioAuthToken()),
                environment.getOrDefault("OPENAI_API_KEY", usual.openAiKey()),
                environment.getOrDefault("ANTHROPIC_API_KEY", usual.anthropicKey()),
                environment.getOrDefault("SENDGRID_API_KEY", usual.sendGridKey()),
                environment.getOrDefault("MAILGUN_API_KEY", usual.mailgunKey()),
                environment.getOrDefault("MAILGUN_DOMAIN", usual.mailgunDomain()));
    }
}
