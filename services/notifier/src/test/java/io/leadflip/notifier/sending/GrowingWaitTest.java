package io.leadflip.notifier.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrowingWaitTest {
    private final GrowingWait wait =
            new GrowingWait(Duration.ofSeconds(2), Duration.ofSeconds(15), 2);

    @ParameterizedTest
    @CsvSource({
        "-1, 2000",
        "0, 2000",
        "4000, 2000",
        "10000, 5000",
        "30000, 15000",
        "86400000, 15000"
    })
    void shouldGrowWithTheAgeWithinItsBounds(long ageMillis, long waitMillis) {
        assertThat(wait.after(Duration.ofMillis(ageMillis)))
                .isEqualTo(Duration.ofMillis(waitMillis));
    }
}
