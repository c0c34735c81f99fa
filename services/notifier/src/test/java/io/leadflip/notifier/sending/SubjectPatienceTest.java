package io.leadflip.notifier.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectPatienceTest {
    private final SubjectPatience patience = new SubjectPatience(Duration.ofMinutes(2));

    @ParameterizedTest
    @CsvSource({
        "0, 200",
        "-40, 200",
        "200, 200",
        "201, 201",
        "900, 900",
        "4000, 4000",
        "120000, 4000"
    })
    void shouldWaitAsLongAsTheMessageIsOld(long ageMillis, long waitMillis) {
        assertThat(patience.next(Duration.ofMillis(ageMillis)))
                .contains(Duration.ofMillis(waitMillis));
    }

    @Test
    void shouldGiveUpAMessageWhoseSubjectNobodyEverLearnsOf() {
        assertThat(patience.next(Duration.ofMinutes(2).plusMillis(1))).isEmpty();
    }
}
