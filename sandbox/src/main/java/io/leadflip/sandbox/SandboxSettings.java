package io.leadflip.sandbox;

import java.nio.file.Path;

/// How one sandbox runs: its ports, where its ledger lives, which credentials its providers accept,
/// and how fast its phone calls run (`clockRate` 1.0 is real time, 4.0 plays a call in a quarter of
/// it).
///
/// Port 0 means any free port; a null `dataDirectory` keeps the ledger in memory.
public record SandboxSettings(
        int port, int oidcPort, Path dataDirectory, Credentials credentials, double clockRate) {

    /// What the providers take for their customer.
    public record Credentials(
            String twilioAccountSid,
            String twilioAuthToken,
            String openAiKey,
            String anthropicKey,
            String sendGridKey,
            String mailgunKey,
            String mailgunDomain) {
        static Credentials usual() {
            return new Credentials(
                    "AC00000000000000000000000000000001",
                    "sandbox-twilio-token",
                    "sandbox-openai-key",
                    "sandbox-anthropic-key",
                    "sandbox-sendgrid-key",
                    "sandbox-mailgun-key",
                    "mg.leadflip.test");
        }

        public Credentials withTwilio(String accountSid, String authToken) {
            return new Credentials(
                    accountSid,
                    authToken,
                    openAiKey,
                    anthropicKey,
                    sendGridKey,
                    mailgunKey,
                    mailgunDomain);
        }

        public Credentials withOpenAi(String key) {
            return new Credentials(
                    twilioAccountSid,
                    twilioAuthToken,
                    key,
                    anthropicKey,
                    sendGridKey,
                    mailgunKey,
                    mailgunDomain);
        }
    }

    /// Any free ports, memory only, the sandbox's own credentials, real time.
    public static SandboxSettings defaults() {
        return new SandboxSettings(0, 0, null, Credentials.usual(), 1.0);
    }

    /// The same sandbox on other ports.
    public SandboxSettings withPorts(int port, int oidcPort) {
        return new SandboxSettings(port, oidcPort, dataDirectory, credentials, clockRate);
    }

    /// The same sandbox with its ledger in `folder`.
    public SandboxSettings withDataDirectory(Path folder) {
        return new SandboxSettings(port, oidcPort, folder, credentials, clockRate);
    }

    /// The same sandbox for another customer.
    public SandboxSettings withCredentials(Credentials others) {
        return new SandboxSettings(port, oidcPort, dataDirectory, others, clockRate);
    }

    /// The same sandbox with phone calls at another speed.
    public SandboxSettings withClockRate(double rate) {
        return new SandboxSettings(port, oidcPort, dataDirectory, credentials, rate);
    }
}
