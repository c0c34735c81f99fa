package io.leadflip.calls.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.leadflip.calls.contact.RulePack.RuleEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulePacksTest {
    private static final Set<String> ACTIVE =
            Set.of(
                    "CMP-01", "CMP-02", "CMP-03", "CMP-04", "CMP-05", "CMP-10", "CMP-11", "CMP-12",
                    "CMP-13", "CMP-16", "CMP-20", "CMP-23", "CMP-24");

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

    /// Nothing would be checked, and no decision would say so any more.
    @ParameterizedTest
    @ValueSource(strings = {"CMP-04-RND", "CMP-13-STATE", "CMP-21", "CMP-22", "CMP-25", "CMP-1O"})
    void shouldRefuseAPackThatSwitchesOnWhatNothingLooksAt(String rule) {
        // Given
        RulePack pack = RulePacks.load("us-default");
        Map<String, RuleEntry> rules = new HashMap<>(pack.rules());
        rules.put(rule, new RuleEntry(rule, true, "", ""));
        // Then
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new RulePack(
                                        pack.name(),
                                        pack.version(),
                                        pack.sandboxOnly(),
                                        rules,
                                        pack.federal(),
                                        pack.house(),
                                        pack.states(),
                                        pack.allZones(),
                                        pack.limits()))
                .withMessageContaining("us-default")
                .withMessageEndingWith(": " + rule);
    }

    /// As somebody would write it who takes `active` at its word.
    @Test
    void shouldRefuseSuchAPackWhenItIsLoaded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RulePacks.load("unheeded"))
                .withMessageEndingWith(": CMP-21");
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
