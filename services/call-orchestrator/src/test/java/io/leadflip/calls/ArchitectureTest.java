package io.leadflip.calls;

import io.leadflip.platform.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void shouldKeepTheRulesOfTheHouse() {
        ArchitectureRules.check("io.leadflip.calls");
    }
}
