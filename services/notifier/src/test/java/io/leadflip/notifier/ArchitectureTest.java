package io.leadflip.notifier;

import io.leadflip.platform.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void shouldFollowTheHouseRules() {
        ArchitectureRules.check("io.leadflip.notifier");
    }
}
