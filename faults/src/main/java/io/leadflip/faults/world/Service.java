package io.leadflip.faults.world;

/// The five services.
public enum Service {
    LEAD_INTAKE("lead-intake", "leadflip_intake"),
    MATCHING("matching", "leadflip_matching"),
    CALL_ORCHESTRATOR("call-orchestrator", "leadflip_calls"),
    MEDIA_BRIDGE("media-bridge", ""),
    NOTIFIER("notifier", "leadflip_notify");

    private final String wire;
    private final String databaseUser;

    Service(String wire, String databaseUser) {
        this.wire = wire;
        this.databaseUser = databaseUser;
    }

    /// The service's name everywhere.
    public String wire() {
        return wire;
    }

    String databaseUser() {
        return databaseUser;
    }
}
