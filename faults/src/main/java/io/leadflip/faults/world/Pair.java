package io.leadflip.faults.world;

/// Two parties that talk to each other over the network: who connects, and the port (by its name)
/// that is connected to. Between the two of each pair stands a proxy.
public enum Pair {
    CLIENTS_TO_INTAKE("clients", "lead-intake"),
    INTAKE_TO_POSTGRES("lead-intake", "postgres"),
    INTAKE_TO_REDIS("lead-intake", "redis"),
    INTAKE_TO_ANTHROPIC("lead-intake", "sandbox"),
    INTAKE_TO_OIDC("lead-intake", "oidc"),
    INTAKE_TO_CALLS("lead-intake", "call-orchestrator-internal"),
    MATCHING_TO_POSTGRES("matching", "postgres"),
    MATCHING_TO_REDIS("matching", "redis"),
    CALLS_TO_POSTGRES("call-orchestrator", "postgres"),
    CALLS_TO_REDIS("call-orchestrator", "redis"),
    CALLS_TO_PROVIDERS("call-orchestrator", "sandbox"),
    CALLS_TO_INTAKE("call-orchestrator", "lead-intake-internal"),
    BRIDGE_TO_REDIS("media-bridge", "redis"),
    BRIDGE_TO_OPENAI("media-bridge", "sandbox"),
    BRIDGE_TO_CALLS("media-bridge", "call-orchestrator-internal"),
    NOTIFIER_TO_POSTGRES("notifier", "postgres"),
    NOTIFIER_TO_REDIS("notifier", "redis"),
    NOTIFIER_TO_PROVIDERS("notifier", "sandbox"),
    NOTIFIER_TO_INTAKE("notifier", "lead-intake-internal"),
    TWILIO_TO_CALLS("twilio", "call-orchestrator"),
    TWILIO_TO_BRIDGE("twilio", "media-bridge"),
    MAIL_TO_NOTIFIER("mail", "notifier");

    private final String from;
    private final String port;

    Pair(String from, String port) {
        this.from = from;
        this.port = port;
    }

    String port() {
        return port;
    }

    /// Whether the far side is somebody outside: a provider of voices, words, messages or calls.
    public boolean leadsOutside() {
        return "sandbox".equals(port);
    }

    @Override
    public String toString() {
        return from + " → " + port;
    }
}
