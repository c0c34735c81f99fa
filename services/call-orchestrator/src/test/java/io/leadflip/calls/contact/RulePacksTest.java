package io.leadflip.calls.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulePacksTest {
    private static final Set<String> ACTIVE =
            Set.of(
                    "CMP-01", "CMP-02", "CMP-03", "CMP-04", "CMP-05", "CMP-10", "CMP-11", "CMP-12",
                    "CMP-16", "CMP-20", "CMP-23", "CMP-24");

    @Test
    void shouldShipThePackOfTheUnitedStates() {
        // When
        RulePack pack = RulePacks.load("us-default");
        // Then
        assertThat(pack.sandboxOnly()).isFalse();
        assertThat(pack.states()).hasSize(51);
        assertThat(
                        pack.rules().values().stream()
                                .filter(RulePack.RuleEntry::active)
                                .map(RulePack.RuleEntry::id))
                .containsExactlyInAnyOrderElementsOf(ACTIVE);
        assertThat(pack.switchedOff()).hasSize(pack.rules().size() - ACTIVE.size());
    }

    @Test
    void shouldMarkTheSandboxPack() {
        assertThat(RulePacks.load("sandbox").sandboxOnly()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "../rules/us-default", ""})
    void shouldRefuseUnknownPacks(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> RulePacks.load(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", "staging", "prod,eu"})
    void shouldRefuseTheSandboxPackOutsideTheSandbox(String profiles) {
        // Given
        RulePackGuard guard = new RulePackGuard(List.of(profiles.split(",")));
        // Then
        assertThat(guard.admits(RulePacks.load("sandbox"))).isFalse();
        assertThat(guard.admits(RulePacks.load("us-default"))).isTrue();
    }

    @Test
    void shouldStopTheStartOfProductionWithTheSandboxPack() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new RulePackGuard(List.of("prod")).load("sandbox"))
                .withMessageContaining("CONTACT_RULE_PACK");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sandbox", "test", "dev"})
    void shouldAdmitTheSandboxPackWhereNobodyIsReallyPhoned(String profile) {
        assertThat(new RulePackGuard(List.of(profile)).admits(RulePacks.load("sandbox"))).isTrue();
    }
}
