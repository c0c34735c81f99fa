package io.leadflip.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.door.CallPermit.Brief;
import io.leadflip.contracts.door.CallPermit.BusinessLine;
import io.leadflip.contracts.door.StreamRedemption;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What doors tell of people is in no log, whoever prints its carrier.
class RedactedTest {
    private static final String SECRET = "+13175550123";

    @Test
    void shouldPrintNothingPersonalThatDoorsTell() {
        // When
        var printed =
                List.of(
                        new Brief(SECRET, "plumbing", SECRET, SECRET, SECRET, "en"),
                        new BusinessLine(SECRET, "key", "UTC", List.of(), null, false, null),
                        new StreamRedemption(SECRET, "CA1", "MZ1", "bridge"));
        // Then
        assertThat(printed).allSatisfy(each -> assertThat(each.toString()).doesNotContain(SECRET));
    }
}
