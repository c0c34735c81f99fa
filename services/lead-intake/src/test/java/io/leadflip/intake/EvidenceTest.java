package io.leadflip.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.intake.contact.Evidence;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, Mozilla/5.0, https://leadflip.example/leads/1, true",
        "203.0.113.9, LeadFlip/3.1 (iOS), app LeadFlip/3.1 (iOS), true",
        "unknown, Mozilla/5.0, https://leadflip.example/leads/1, false",
        "203.0.113.9, not given, https://leadflip.example/leads/1, false",
        "203.0.113.9, , https://leadflip.example/leads/1, false",
        "203.0.113.9, Mozilla/5.0, unknown, false",
        "203.0.113.9, Mozilla/5.0, ' ', false",
        "203.0.113.9, Mozilla/5.0, https://api.example/v1/matches/42/consent, false",
        "203.0.113.9, Mozilla/5.0, https://api.example/v1/matches/42/callbacks, false"
    })
    void shouldBeCompleteOnlyWhenAllOfItIsKnown(
            String network, String userAgent, String page, boolean complete) {
        assertThat(new Evidence(network, userAgent, page).missing().isEmpty()).isEqualTo(complete);
    }
}
