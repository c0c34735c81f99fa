package io.leadflip.calls.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadflip.calls.recording.RecordingVerdict.DoNot;
import io.leadflip.contracts.door.CallPermit;
import io.leadflip.contracts.door.CallPermit.RecordingConsent;
import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.contracts.value.Party;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every combination of what can be known, compared with a second, independent reading of the rule.
class RecordingPolicyTest {
    private static final Instant NOON = Instant.parse("2026-11-25T17:00:00Z");
    private static final UUID BUSINESS = UUID.randomUUID();
    private static final UUID CONSENT = UUID.randomUUID();
    private static final RecordingPolicy ON = new RecordingPolicy(true, Duration.ofDays(30));
    private static final RecordingPolicy OFF = new RecordingPolicy(false, Duration.ofDays(30));
    private static final boolean[] BOTH = {true, false};

    /// The permits there can be, and the reasons each is good for.
    private enum Permit {
        GOOD,
        NONE(RecordingRefusal.NO_PERMIT),
        REFUSED(RecordingRefusal.PERMIT_REFUSES),
        SUPPRESSED(RecordingRefusal.SUPPRESSED),
        WITHOUT_CONSENT(RecordingRefusal.NO_CONSENT),
        WITHOUT_ID(RecordingRefusal.NO_CONSENT),
        OTHER_BUSINESS(RecordingRefusal.OTHER_CONSENT),
        OTHER_PHONE(RecordingRefusal.OTHER_CONSENT),
        EXPIRED(RecordingRefusal.CONSENT_EXPIRED),
        EXPIRES_NOW(RecordingRefusal.CONSENT_EXPIRED),
        WITHOUT_EXPIRY(RecordingRefusal.CONSENT_EXPIRED);

        private final Set<RecordingRefusal> reasons;

        Permit(RecordingRefusal... reasons) {
            this.reasons = Set.of(reasons);
        }

        private CallPermit permit() {
            return switch (this) {
                case NONE -> null;
                case REFUSED -> of(List.of("stopped"), false, consent(BUSINESS, "key", 60L));
                case SUPPRESSED -> of(List.of(), true, consent(BUSINESS, "key", 60L));
                case GOOD -> of(List.of(), false, consent(BUSINESS, "key", 60L));
                case WITHOUT_CONSENT -> of(List.of(), false, null);
                case WITHOUT_ID ->
                        of(
                                List.of(),
                                false,
                                new RecordingConsent(
                                        null, BUSINESS, "key", NOON, NOON.plusSeconds(60)));
                case OTHER_BUSINESS -> of(List.of(), false, consent(UUID.randomUUID(), "key", 60L));
                case OTHER_PHONE -> of(List.of(), false, consent(BUSINESS, "other", 60L));
                case EXPIRED -> of(List.of(), false, consent(BUSINESS, "key", -60L));
                case EXPIRES_NOW -> of(List.of(), false, consent(BUSINESS, "key", 0L));
                case WITHOUT_EXPIRY -> of(List.of(), false, consent(BUSINESS, "key", null));
            };
        }
    }

    /// The answers there can be, and the reasons each is good for.
    private enum Answer {
        BY_KEY(new Affirmation(Affirmation.By.KEY, 4_000L, 5_000L)),
        BY_VOICE_AT_ONCE(new Affirmation(Affirmation.By.VOICE, 4_000L, 4_000L)),
        NONE(null, RecordingRefusal.NOTICE_NOT_HEARD, RecordingRefusal.NO_AFFIRMATIVE),
        UNHEARD(
                new Affirmation(Affirmation.By.KEY, null, 5_000L),
                RecordingRefusal.NOTICE_NOT_HEARD),
        UNSAID(
                new Affirmation(Affirmation.By.VOICE, 4_000L, null),
                RecordingRefusal.NO_AFFIRMATIVE),
        BY_NOBODY(new Affirmation(null, 4_000L, 5_000L), RecordingRefusal.NO_AFFIRMATIVE),
        TOO_EARLY(
                new Affirmation(Affirmation.By.KEY, 4_000L, 3_999L),
                RecordingRefusal.AFFIRMED_TOO_EARLY);

        private final Affirmation affirmation;
        private final Set<RecordingRefusal> reasons;

        Answer(Affirmation affirmation, RecordingRefusal... reasons) {
            this.affirmation = affirmation;
            this.reasons = Set.of(reasons);
        }
    }

    private static RecordingConsent consent(UUID business, String key, Long seconds) {
        return new RecordingConsent(
                CONSENT,
                business,
                key,
                NOON.minusSeconds(600),
                seconds == null ? null : NOON.plusSeconds(seconds));
    }

    private static CallPermit of(
            List<String> refusals, boolean suppressed, RecordingConsent recording) {
        UUID id = UUID.randomUUID();
        return new CallPermit(
                id,
                id,
                id,
                BUSINESS,
                refusals,
                CallPurpose.QUALIFY_LEAD,
                Party.BUSINESS,
                NOON,
                "+13175550142",
                "key",
                NOON,
                null,
                suppressed,
                "46032",
                "IN",
                "America/Indiana/Indianapolis",
                false,
                null,
                null,
                recording);
    }

    @Test
    void shouldRecordExactlyWhoAgreedBeforehandAndAfterTheNotice() {
        int recorded = 0;
        for (boolean enabled : BOTH) {
            for (boolean live : BOTH) {
                for (boolean person : BOTH) {
                    for (boolean suppressed : BOTH) {
                        for (boolean ofThisCall : BOTH) {
                            for (boolean asked : BOTH) {
                                for (Permit permit : Permit.values()) {
                                    for (Answer answer : Answer.values()) {
                                        // Given
                                        Set<RecordingRefusal> reasons =
                                                EnumSet.noneOf(RecordingRefusal.class);
                                        reasons.addAll(permit.reasons);
                                        reasons.addAll(answer.reasons);
                                        add(reasons, !enabled, RecordingRefusal.SWITCHED_OFF);
                                        add(reasons, !live, RecordingRefusal.NO_CALL);
                                        add(reasons, person, RecordingRefusal.PERSON_ON_THE_LINE);
                                        add(reasons, suppressed, RecordingRefusal.SUPPRESSED);
                                        add(
                                                reasons,
                                                !ofThisCall && permit != Permit.NONE,
                                                RecordingRefusal.PERMIT_REFUSES);
                                        add(reasons, !asked, RecordingRefusal.NOT_ASKED);
                                        RecordingFacts facts =
                                                new RecordingFacts(
                                                        live,
                                                        person,
                                                        suppressed,
                                                        permit.permit(),
                                                        ofThisCall,
                                                        asked,
                                                        answer.affirmation);
                                        // When
                                        RecordingVerdict verdict =
                                                (enabled ? ON : OFF).decide(facts, NOON);
                                        // Then
                                        if (reasons.isEmpty()) {
                                            recorded++;
                                            assertThat(verdict)
                                                    .isEqualTo(
                                                            new RecordingVerdict.Record(CONSENT));
                                        } else {
                                            assertThat(((DoNot) verdict).reasons())
                                                    .as("%s %s %s", permit, answer, facts)
                                                    .containsExactlyInAnyOrderElementsOf(reasons);
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        assertThat(recorded).isEqualTo(2);
    }

    private static void add(Set<RecordingRefusal> reasons, boolean holds, RecordingRefusal reason) {
        if (holds) {
            reasons.add(reason);
        }
    }

    @Test
    void shouldAskExactlyWhoMayBeRecordedIfTheyAgree() {
        for (Permit permit : Permit.values()) {
            // Given: nobody was asked, and nobody answered, yet
            RecordingFacts facts =
                    new RecordingFacts(true, false, false, permit.permit(), true, false, null);
            // Then
            assertThat(ON.againstAsking(facts, NOON))
                    .containsExactlyInAnyOrderElementsOf(permit.reasons);
            assertThat(OFF.againstAsking(facts, NOON)).contains(RecordingRefusal.SWITCHED_OFF);
        }
    }

    @Test
    void shouldNameEachReasonOnce() {
        // When
        List<String> codes =
                new ArrayList<>(
                        Arrays.stream(RecordingRefusal.values())
                                .map(RecordingRefusal::code)
                                .toList());
        // Then
        assertThat(codes).doesNotHaveDuplicates().allMatch(code -> code.matches("[a-z-]+"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT59M59S", "P366DT1S", "PT0S"})
    void shouldNotStartWithATimeOutOfRange(String keep) {
        assertThatThrownBy(() -> new RecordingPolicy(false, Duration.parse(keep)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leadflip.recording.keep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "P30D", "P366D"})
    void shouldTakeTimesWithinTheRange(String keep) {
        assertThat(new RecordingPolicy(false, Duration.parse(keep)).keep())
                .isEqualTo(Duration.parse(keep));
    }
}
