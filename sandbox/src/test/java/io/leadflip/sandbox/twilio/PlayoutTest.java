package io.leadflip.sandbox.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlayoutTest {
    private Playout playout;

    @BeforeEach
    void start() {
        playout = new Playout();
    }

    @Test
    void shouldReachAMarkOnlyWhenTheFrameBeforeItIsOver() {
        // Given
        playout.add(new byte[320]);
        playout.mark("end");
        // When
        var first = playout.next();
        var second = playout.next();
        var third = playout.next();
        // Then
        assertThat(first.reached()).isEmpty();
        assertThat(second.reached()).isEmpty();
        assertThat(third.reached()).containsExactly("end");
    }

    @Test
    void shouldReachAMarkInTheMiddleOfAFrameWithThatFrame() {
        // Given
        playout.add(new byte[80]);
        playout.mark("middle");
        playout.add(new byte[80]);
        // When
        var first = playout.next();
        var second = playout.next();
        // Then
        assertThat(first.reached()).isEmpty();
        assertThat(second.reached()).containsExactly("middle");
        assertThat(playout.buffered()).isZero();
    }

    @Test
    void shouldJoinChunksWithoutAGap() {
        // Given
        playout.add(filled(100, 1));
        playout.add(filled(100, 2));
        // When
        byte[] frame = playout.next().frame();
        byte[] rest = playout.next().frame();
        // Then
        assertThat(frame[99]).isEqualTo((byte) 1);
        assertThat(frame[100]).isEqualTo((byte) 2);
        assertThat(rest[39]).isEqualTo((byte) 2);
        assertThat(rest[40]).isEqualTo((byte) 0xFF);
    }

    @Test
    void shouldAnswerAMarkAtOnceWhenNothingIsBuffered() {
        // Given
        playout.mark("now");
        // When
        var slice = playout.next();
        // Then
        assertThat(slice.reached()).containsExactly("now");
    }

    @Test
    void shouldDropEverythingOnClearAndNameThePendingMarks() {
        // Given
        playout.add(new byte[800]);
        playout.mark("a");
        playout.add(new byte[800]);
        playout.mark("b");
        playout.next();
        // When
        var pending = playout.clear();
        // Then
        assertThat(pending).containsExactly("a", "b");
        assertThat(playout.buffered()).isZero();
        assertThat(playout.next().reached()).isEmpty();
    }

    @Test
    void shouldHoldTenMinutesAndNoMore() {
        // Given
        boolean fits = playout.add(new byte[Playout.CAPACITY]);
        // When
        boolean more = playout.add(new byte[1]);
        // Then
        assertThat(fits).isTrue();
        assertThat(more).isFalse();
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
