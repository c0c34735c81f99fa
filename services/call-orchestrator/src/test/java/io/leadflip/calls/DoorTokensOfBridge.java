package io.leadflip.calls;

import io.leadflip.contracts.event.Source;
import io.leadflip.platform.door.DoorConfig;
import io.leadflip.platform.door.DoorTokens;
import jakarta.enterprise.context.ApplicationScoped;

/// Makes the tokens that other services would show at this one's door.
@ApplicationScoped
class DoorTokensOfBridge {
    private final DoorConfig config;

    DoorTokensOfBridge(DoorConfig config) {
        this.config = config;
    }

    String token(String caller) {
        return new DoorTokens(Source.of(caller), config).issue(Source.CALL_ORCHESTRATOR);
    }
}
