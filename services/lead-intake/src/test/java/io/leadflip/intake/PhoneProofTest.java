package io.leadflip.intake;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A consumer proves the phone by a code that is sent to it.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "intake"))
@WithTestResource(OutsideWorld.class)
class PhoneProofTest {
    @Inject Desk desk;

    @Test
    void shouldProvePhoneWithinFiveTries() {
        // Given
        var lead = desk.classified();
        var path = lead.path() + "/phone-verification";
        lead.by().body(Map.of("code", "123456")).post(path).then().statusCode(409);
        lead.by().body("{}").post(path).then().statusCode(202);
        var code = desk.code(lead);
        var wrong = "%06d".formatted((Integer.parseInt(code) + 1) % 1_000_000);
        // When
        lead.by().body(Map.of("code", wrong)).post(path).then().statusCode(422);
        lead.by()
                .body(Map.of("code", code))
                .post(path)
                .then()
                .statusCode(200)
                .body("phoneVerified", equalTo(true));
        // Then
        lead.by().get(lead.path()).then().body("phoneVerified", equalTo(true));
        lead.by().body(Map.of("code", code)).post(path).then().statusCode(409);
    }

    @Test
    void shouldNotTakeRightCodeAfterFiveWrongOnes() {
        // Given
        var lead = desk.classified();
        var path = lead.path() + "/phone-verification";
        lead.by().body("{}").post(path).then().statusCode(202);
        var code = desk.code(lead);
        var wrong = "%06d".formatted((Integer.parseInt(code) + 1) % 1_000_000);
        IntStream.range(0, 5)
                .forEach(
                        n ->
                                lead.by()
                                        .body(Map.of("code", wrong))
                                        .post(path)
                                        .then()
                                        .statusCode(422));
        // When
        var right = lead.by().body(Map.of("code", code)).post(path);
        // Then
        right.then().statusCode(409);
    }

    /// Codes cost money, and who may not be called needs none: abroad, and numbers of a higher
    /// price.
    @ParameterizedTest
    @ValueSource(strings = {"+447911123456", "+19002345678", "+8821612345678"})
    void shouldSendNoCodeWhereNobodyIsCalled(String phone) {
        // Given
        var form = new HashMap<>(Desk.form(Desk.LEAKING, Desk.newPhone()));
        form.put("phone", phone);
        form.put("email", Identifiers.next() + "@example.com");
        var lead = Desk.post(Identifiers.next().toString(), form).then().statusCode(202).extract();
        // When
        var code =
                Desk.json()
                        .header("X-Tracking-Token", lead.<String>path("trackingToken"))
                        .body("{}")
                        .post("/v1/leads/" + lead.path("leadId") + "/phone-verification");
        // Then
        code.then().statusCode(422).contentType("application/problem+json");
    }

    @Test
    void shouldLimitCodesSentToOnePhone() {
        // Given
        var lead = desk.classified();
        var path = lead.path() + "/phone-verification";
        IntStream.range(0, 5).forEach(n -> lead.by().body("{}").post(path).then().statusCode(202));
        // When
        var sixth = lead.by().body("{}").post(path);
        // Then
        sixth.then().statusCode(429).header("Retry-After", notNullValue());
    }
}
