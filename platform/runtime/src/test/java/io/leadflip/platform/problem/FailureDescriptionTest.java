package io.leadflip.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.pgclient.PgException;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class FailureDescriptionTest {
    private static final String PHONE = "+13175550123";

    private final Throwable duplicate =
            new IllegalStateException(
                    "could not execute insert for " + PHONE,
                    new PgException(
                            "duplicate key " + PHONE,
                            "ERROR",
                            "23505",
                            "Key (phone)=(" + PHONE + ") already exists.",
                            null,
                            null,
                            null,
                            null,
                            "unique " + PHONE,
                            null,
                            null,
                            null,
                            "intake",
                            "contact",
                            null,
                            null,
                            "contact_phone_key"));

    @Test
    void shouldTellADatabasesFailureByItsCodes() {
        assertThat(FailureDescription.brief(duplicate))
                .isEqualTo(
                        "java.lang.IllegalStateException: could not execute insert for ••• ← io.vertx.pgclient.PgException SQLSTATE 23505 contact contact_phone_key");
    }

    @Test
    void shouldTellWhereItHappenedAndNothingOfWhatWasGiven() {
        // When
        var told = FailureDescription.full(duplicate);
        // Then
        assertThat(told)
                .contains("IllegalStateException", "caused by", "23505", "contact_phone_key")
                .contains("at " + FailureDescriptionTest.class.getName())
                .doesNotContain(PHONE);
    }

    @Test
    void shouldKeepTheWordsOfOurOwnFailures() {
        assertThat(FailureDescription.brief(new IllegalStateException("The provider is away")))
                .isEqualTo("java.lang.IllegalStateException: The provider is away");
    }

    @Test
    void shouldNotKeepTheWordsOfOthers() {
        // Given
        var parsers = catchThrowable(() -> LocalDate.parse("my roof leaks"));
        // Then
        assertThat(FailureDescription.brief(parsers))
                .isEqualTo("java.time.format.DateTimeParseException");
        assertThat(FailureDescription.brief(new IllegalStateException("No day", parsers)))
                .isEqualTo(
                        "java.lang.IllegalStateException: No day ← java.time.format.DateTimeParseException");
        assertThat(FailureDescription.brief(new IllegalStateException(parsers)))
                .doesNotContain("roof");
    }

    @Test
    void shouldHideAPhoneInOurOwnWords() {
        assertThat(FailureDescription.brief(new IllegalStateException("no line to " + PHONE)))
                .isEqualTo("java.lang.IllegalStateException: no line to •••");
    }

    @Test
    void shouldTellKindsWithoutAnyWords() {
        assertThat(FailureDescription.kinds(new IllegalStateException("The provider is away")))
                .isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void shouldEndWhenCausesGoRoundInACircle() {
        // Given
        var first = new IllegalStateException("first");
        first.initCause(new IllegalStateException("second", first));
        // Then
        assertThat(FailureDescription.full(first)).contains("caused by");
    }
}
