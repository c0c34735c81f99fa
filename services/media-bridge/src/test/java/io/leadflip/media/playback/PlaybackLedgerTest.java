package io.leadflip.media.playback;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.media.playback.PlaybackLedger.Heard;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaybackLedgerTest {
    private static final int SECOND = 8_000;

    private final PlaybackLedger ledger = new PlaybackLedger(500);

    @Test
    void shouldMarkFirstPieceThenEveryHalfSecondThenTail() {
        // When
        var marks =
                List.of(
                        ledger.sent("a", 1_600, 0).isPresent(),
                        ledger.sent("a", 1_600, 0).isPresent(),
                        ledger.sent("a", 1_600, 0).isPresent(),
                        ledger.sent("a", 1_600, 0).isPresent(),
                        ledger.finished("a").isPresent());
        // Then
        assertThat(marks).containsExactly(true, false, false, true, false);
    }

    @Test
    void shouldMarkTailWhenLastMarkStandsBeforeTheEnd() {
        // Given
        ledger.sent("a", 1_600, 0);
        ledger.sent("a", 800, 0);
        // When
        var tail = ledger.finished("a");
        // Then
        assertThat(tail).isPresent();
        assertThat(ledger.echoed(tail.get(), 300))
                .containsExactly(new Heard("a", 0, 300, 300, true));
        assertThat(ledger.speaking()).isFalse();
    }

    /// Thread: openclaw/openclaw#125502
    @Test
    void shouldEstimateBetweenEchoesByTheClock() {
        // Given
        var first = ledger.sent("a", 800, 0).orElseThrow();
        ledger.sent("a", SECOND, 0);
        ledger.echoed(first, 130);
        // When
        var cut = ledger.interrupt(430);
        // Then
        assertThat(cut).containsExactly(new Heard("a", 0, 400, 1_100, false));
    }

    @Test
    void shouldGoByThePromptestOfTheLastEchoes() {
        // Given: the second echo was held up for 30 ms
        var first = ledger.sent("a", 800, 0).orElseThrow();
        var second = ledger.sent("a", SECOND, 0).orElseThrow();
        ledger.sent("a", SECOND, 0);
        ledger.echoed(first, 110);
        ledger.echoed(second, 1_140);
        // When
        var cut = ledger.interrupt(1_310);
        // Then
        assertThat(cut).containsExactly(new Heard("a", 0, 1_300, 2_100, false));
    }

    @Test
    void shouldForgetAfterFourEchoesHowPromptOneWas() {
        // Given: 30 ms later ever since the first second
        for (int second = 1; second <= 6; second++) {
            ledger.sent("a", SECOND, 0);
        }
        ledger.echoed("g0m1", 1_000);
        for (int mark = 2; mark <= 5; mark++) {
            ledger.echoed("g0m" + mark, mark * 1_000 + 30);
        }
        // When
        var cut = ledger.interrupt(5_530);
        // Then
        assertThat(cut.getFirst().heardMs()).isEqualTo(5_500);
    }

    @Test
    void shouldBelieveAPhoneThatStoodStill() {
        // Given: for 200 ms
        for (int second = 1; second <= 3; second++) {
            ledger.sent("a", SECOND, 0);
        }
        ledger.echoed("g0m1", 1_000);
        ledger.echoed("g0m2", 2_200);
        // When
        var cut = ledger.interrupt(2_700);
        // Then
        assertThat(cut.getFirst().heardMs()).isEqualTo(2_500);
    }

    @Test
    void shouldReckonWithWhatThePhoneBuffersBeforeItPlays() {
        // Given: a buffer of 100 ms, as the first thing said showed
        var first = ledger.sent("a", SECOND, 0).orElseThrow();
        ledger.finished("a");
        ledger.echoed(first, 1_100);
        // When
        ledger.sent("b", SECOND, 5_000);
        var cut = ledger.interrupt(5_080);
        // Then
        assertThat(cut.getFirst().heardMs()).isZero();
        // When
        ledger.sent("c", SECOND, 5_100);
        // Then
        assertThat(ledger.interrupt(5_250).getFirst().heardMs()).isEqualTo(50);
    }

    @Test
    void shouldNeverEstimateBeyondTheNextMark() {
        // Given
        ledger.sent("a", 800, 0);
        ledger.sent("a", 3 * SECOND, 0);
        // When
        var cut = ledger.interrupt(60_000);
        // Then
        assertThat(cut.getFirst().heardMs()).isEqualTo(100);
    }

    /// Thread: pipecat-ai/pipecat#2106 Thread: pipecat-ai/pipecat#931
    @Test
    void shouldNeverTellMoreHeardThanSent() {
        // Given
        var mark = ledger.sent("a", 800, 0).orElseThrow();
        ledger.echoed(mark, 100);
        ledger.sent("a", 800, 100);
        // When
        var cut = ledger.interrupt(60_000);
        // Then
        assertThat(cut).containsExactly(new Heard("a", 0, 200, 200, false));
    }

    @Test
    void shouldIgnoreEchoesOfWhatWasThrownAway() {
        // Given
        var dead = ledger.sent("a", SECOND, 0).orElseThrow();
        ledger.interrupt(10);
        ledger.sent("b", SECOND, 20);
        ledger.finished("b");
        // When
        var heard = ledger.echoed(dead, 30);
        // Then
        assertThat(heard).isEmpty();
        assertThat(ledger.speaking("b")).isTrue();
    }

    /// Thread: twilio-samples/speech-assistant-openai-realtime-api-python#45
    @Test
    void shouldCutEachItemAtItsOwnPlace() {
        // Given
        var first = ledger.sent("a", SECOND, 0).orElseThrow();
        ledger.finished("a");
        ledger.sent("b", SECOND, 0);
        ledger.sent("c", SECOND, 0);
        ledger.echoed(first, 1_000);
        // When
        var cut = ledger.interrupt(1_250);
        // Then
        assertThat(cut)
                .containsExactly(
                        new Heard("b", 1_000, 250, 1_000, false),
                        new Heard("c", 2_000, 0, 1_000, false));
    }

    /// Thread: openai/openai-agents-js#1173
    @Test
    void shouldKnowThatItStillSpeaksWhenAllWasSent() {
        // Given
        ledger.sent("a", SECOND, 0);
        ledger.finished("a");
        // When
        var speaking = ledger.speaking();
        // Then
        assertThat(speaking).isTrue();
        assertThat(ledger.unplayedMs(400)).isEqualTo(600);
    }

    /// Thread: openclaw/openclaw#125620
    @Test
    void shouldStartCountingAgainAfterTheBufferRanDry() {
        // Given
        var first = ledger.sent("a", 800, 0).orElseThrow();
        ledger.echoed(first, 100);
        var second = ledger.sent("a", 4_000, 5_000).orElseThrow();
        // When
        var unplayed = ledger.unplayedMs(5_200);
        // Then
        assertThat(unplayed).isEqualTo(300);
        assertThat(second).isNotEqualTo(first);
    }

    /// The same thing said twice, the second time before the first was heard.
    @Test
    void shouldHearAnItemThatIsSaidAgainOnceMore() {
        // Given
        ledger.sent("a", SECOND, 0);
        ledger.finished("a");
        var tail = ledger.sent("a", SECOND, 100).orElseThrow();
        ledger.finished("a");
        // When
        var heard = ledger.echoed(tail, 2_100);
        // Then
        assertThat(heard).extracting(Heard::item).containsExactly("a", "a");
        assertThat(ledger.speaking()).isFalse();
    }
}
