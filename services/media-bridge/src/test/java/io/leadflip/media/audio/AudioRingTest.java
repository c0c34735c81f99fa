package io.leadflip.media.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class AudioRingTest {
    private final AudioRing ring = new AudioRing(3);

    @Test
    void shouldFlushInTheOrderFramesCame() {
        // Given
        ring.add("1");
        ring.add("2");
        var flushed = new ArrayList<String>();
        // When
        ring.flush(flushed::add);
        // Then
        assertThat(flushed).containsExactly("1", "2");
        assertThat(ring.size()).isZero();
    }

    /// Thread: sokuji#407
    @Test
    void shouldDropTheOldestFrameWhenFull() {
        // Given
        ring.add("1");
        ring.add("2");
        ring.add("3");
        // When
        var dropped = ring.add("4");
        // Then
        var flushed = new ArrayList<String>();
        ring.flush(flushed::add);
        assertThat(dropped).isTrue();
        assertThat(flushed).containsExactly("2", "3", "4");
    }
}
