package io.leadflip.calls.ending;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.calls.call.Call;
import io.leadflip.calls.call.CallState;
import io.leadflip.calls.dialing.Attempt;
import io.leadflip.calls.dialing.AttemptState;
import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.contracts.value.Party;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AfterStreamTest {
    private static final Instant THEN = Instant.parse("2026-11-27T16:00:00Z");

    @Test
    void shouldApologizeToWhomeverNobodyTookLeaveOf() {
        assertThat(after(live())).isEqualTo(AfterStream.APOLOGIZE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MODEL_FAILED", "PLATFORM_FAILED", "HANDED_OVER"})
    void shouldApologizeWhenTheStreamIsToldToHaveBroken(String reason) {
        assertThat(after(live().media(reason))).isEqualTo(AfterStream.APOLOGIZE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CALLER_HUNG_UP",
                "AGENT_ENDED",
                "OPTED_OUT",
                "STOPPED",
                "TIME_LIMIT",
                "IDLE",
                "VOICEMAIL",
                "COST_LIMIT"
            })
    void shouldHangUpAfterAnEndInGoodOrder(String reason) {
        assertThat(after(live().media(reason))).isEqualTo(AfterStream.HANG_UP);
    }

    /// The bridge has said its own apology.
    @Test
    void shouldHangUpWhenTheBridgeTookLeaveHoweverItEnded() {
        assertThat(
                        AfterStream.of(
                                attempting(),
                                live().media("MODEL_FAILED").attempt(),
                                "MODEL_FAILED",
                                true,
                                false))
                .isEqualTo(AfterStream.HANG_UP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HANDED_OVER", "MODEL_FAILED"})
    void shouldPutThroughWhomeverAPersonWasPromised(String reason) {
        assertThat(AfterStream.of(attempting(), live().media(reason).attempt(), null, true, false))
                .isEqualTo(AfterStream.PUT_THROUGH);
    }

    @Test
    void shouldPutNobodyThroughAfterLeaveWasTaken() {
        assertThat(
                        AfterStream.of(
                                attempting(),
                                live().media("AGENT_ENDED").attempt(),
                                null,
                                true,
                                false))
                .isEqualTo(AfterStream.HANG_UP);
        assertThat(AfterStream.of(attempting(), live().attempt(), "TIME_LIMIT", true, false))
                .isEqualTo(AfterStream.HANG_UP);
    }

    @Test
    void shouldSayNothingToWhoeverIsNotToHearIt() {
        assertThat(after(live().stopped("STOPPED"))).isEqualTo(AfterStream.HANG_UP);
        assertThat(after(live().optedOut(THEN))).isEqualTo(AfterStream.HANG_UP);
        assertThat(after(live().answeredBy("machine_start"))).isEqualTo(AfterStream.HANG_UP);
        assertThat(after(live().answeredBy("fax"))).isEqualTo(AfterStream.HANG_UP);
        assertThat(after(live().answeredBy("human"))).isEqualTo(AfterStream.APOLOGIZE);
    }

    @Test
    void shouldSayNothingWhenTheProviderSaysThatTheCallIsOver() {
        assertThat(AfterStream.of(attempting(), live().attempt(), null, true, true))
                .isEqualTo(AfterStream.HANG_UP);
    }

    @ParameterizedTest
    @EnumSource(
            value = AttemptState.Name.class,
            names = {"ENDED", "UNKNOWN"})
    void shouldSayNothingOnAnAttemptThatIsOver(AttemptState.Name over) {
        assertThat(after(live().state(over))).isEqualTo(AfterStream.HANG_UP);
    }

    @Test
    void shouldSayNothingForACallThatIsConcluded() {
        Call concluded = call(new CallState.Concluded());
        assertThat(AfterStream.of(concluded, live().attempt(), null, true, false))
                .isEqualTo(AfterStream.HANG_UP);
    }

    private static AfterStream after(Line line) {
        return AfterStream.of(attempting(), line.attempt(), null, false, false);
    }

    private static Call attempting() {
        return call(new CallState.Attempting());
    }

    private static Call call(CallState state) {
        UUID id = UUID.randomUUID();
        return new Call(
                id, id, id, id, CallPurpose.QUALIFY_LEAD, Party.BUSINESS, THEN, null, "k", state);
    }

    private static Line live() {
        return new Line(AttemptState.Name.IN_PROGRESS, null, null, null, null);
    }

    /// What of an attempt counts here.
    private record Line(
            AttemptState.Name state,
            String answeredBy,
            Instant optedOutAt,
            String stopReason,
            String mediaReason) {
        Line state(AttemptState.Name other) {
            return new Line(other, answeredBy, optedOutAt, stopReason, mediaReason);
        }

        Line answeredBy(String who) {
            return new Line(state, who, optedOutAt, stopReason, mediaReason);
        }

        Line optedOut(Instant at) {
            return new Line(state, answeredBy, at, stopReason, mediaReason);
        }

        Line stopped(String reason) {
            return new Line(state, answeredBy, optedOutAt, reason, mediaReason);
        }

        Line media(String reason) {
            return new Line(state, answeredBy, optedOutAt, stopReason, reason);
        }

        Attempt attempt() {
            UUID id = UUID.randomUUID();
            return new Attempt(
                    id,
                    id,
                    1,
                    "k",
                    id,
                    AttemptState.of(state),
                    null,
                    "CA1",
                    "",
                    "",
                    "en",
                    answeredBy,
                    2,
                    THEN,
                    THEN,
                    null,
                    null,
                    THEN,
                    THEN,
                    optedOutAt,
                    stopReason,
                    mediaReason == null ? null : THEN,
                    mediaReason,
                    null,
                    null,
                    true,
                    0,
                    null);
        }
    }
}
