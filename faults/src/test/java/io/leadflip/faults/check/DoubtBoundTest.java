package io.leadflip.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.sandbox.ledger.Ledger;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoubtBoundTest {
    @Test
    void shouldCountOnlyServerErrorsOfThoseWhoSendAndCall(@TempDir Path folder) {
        // Given
        try (Ledger ledger = Ledger.in(folder)) {
            rejected(ledger, "twilio", 500);
            rejected(ledger, "sendgrid", 503);
            rejected(ledger, "mailgun", 500);
            rejected(ledger, "twilio", 429);
            rejected(ledger, "anthropic", 500);
            ledger.append("sendgrid.mail", new JsonObject().put("provider", "sendgrid"));
        }
        // When
        DoubtBound bound = DoubtBound.of(1000, true, folder);
        // Then
        assertThat(bound).isEqualTo(new DoubtBound(1000, true, 3));
        assertThat(bound.holds(4)).isTrue();
        assertThat(bound.holds(5)).isFalse();
    }

    @Test
    void shouldTellWhatNoAnswerOfAProviderExplains() {
        // Given
        DoubtBound bound = new DoubtBound(1000, true, 3);
        // Then
        assertThat(bound.unexplained(5)).isEqualTo(2);
        assertThat(bound.unexplained(2)).isZero();
    }

    @Test
    void shouldAllowNoneWithoutAFault(@TempDir Path folder) {
        DoubtBound bound = DoubtBound.of(100_000, false, folder);
        assertThat(bound.holds(0)).isTrue();
        assertThat(bound.holds(1)).isFalse();
    }

    private static void rejected(Ledger ledger, String provider, int status) {
        ledger.append("rejected", new JsonObject().put("provider", provider).put("status", status));
    }
}
