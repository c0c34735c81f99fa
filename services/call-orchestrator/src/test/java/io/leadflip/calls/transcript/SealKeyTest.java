package io.leadflip.calls.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SealKeyTest {
    private final SealKey key = SealKey.random();

    @Test
    void shouldOpenWhatItSealed() {
        assertThat(key.open(key.seal("Grüße, ja"))).isEqualTo("Grüße, ja");
        assertThat(SealKey.of(key.base64()).open(key.seal(""))).isEmpty();
    }

    @Test
    void shouldNeverSealTwiceTheSameWay() {
        assertThat(key.seal("yes")).isNotEqualTo(key.seal("yes")).doesNotContain("yes");
    }

    @Test
    void shouldRefuseWhatAnotherKeySealedOrSomebodyChanged() {
        // Given
        String sealed = key.seal("yes");
        String changed = (sealed.charAt(0) == 'A' ? "B" : "A") + sealed.substring(1);
        // Then
        assertThatIllegalArgumentException().isThrownBy(() -> SealKey.random().open(sealed));
        assertThatIllegalArgumentException().isThrownBy(() -> key.open(changed));
        assertThatIllegalArgumentException().isThrownBy(() -> key.open("AAAA"));
    }

    @Test
    void shouldRefuseKeysOfAnotherLength() {
        assertThatIllegalArgumentException().isThrownBy(() -> SealKey.of("AAAA"));
    }

    @Test
    void shouldNotPrintItself() {
        assertThat(key.toString()).doesNotContain(key.base64());
    }
}
