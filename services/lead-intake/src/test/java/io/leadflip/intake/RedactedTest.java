package io.leadflip.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.contracts.value.Party;
import io.leadflip.intake.call.RequestCall;
import io.leadflip.intake.classification.LeadText;
import io.leadflip.intake.lead.Submitted;
import io.leadflip.intake.rest.LeadResource;
import io.leadflip.intake.rest.MatchCallResource;
import io.leadflip.intake.rest.PhoneApprovalResource;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What consumers wrote, their phones and their tokens are in no log, whoever prints the carrier.
class RedactedTest {
    private static final String SECRET = "+13175550123";
    private static final UUID ID = new UUID(1, 2);

    @Test
    void shouldPrintNothingOfConsumersAndTheirTokens() {
        // When
        var printed =
                List.of(
                        new LeadText(SECRET, "46204", SECRET, SECRET, true, true, LocalDate.EPOCH),
                        new LeadResource.Receipt(ID, "RECEIVED", SECRET),
                        new LeadResource.Answer("46204", SECRET),
                        new LeadResource.CodeForm(SECRET),
                        new Submitted.Stored(ID, SECRET, false),
                        new MatchCallResource.CallForm(CallPurpose.QUALIFY_LEAD, SECRET, null),
                        new RequestCall.Wish(
                                ID,
                                CallPurpose.QUALIFY_LEAD,
                                Party.BUSINESS,
                                SECRET,
                                null,
                                "key",
                                SECRET),
                        new PhoneApprovalResource.PhoneApprovalForm(SECRET));
        // Then
        assertThat(printed).allSatisfy(each -> assertThat(each.toString()).doesNotContain(SECRET));
    }
}
