package io.leadflip.platform.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private final Rounds rounds = new Rounds();
    private final List<UniEmitter<? super Void>> begun = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();

    @Test
    void shouldBeginARoundOnlyWhenTheLastOneIsOver() {
        // When
        begin();
        begin();
        // Then
        assertThat(begun).hasSize(1);
        // When
        begun.getFirst().complete(null);
        begin();
        // Then
        assertThat(begun).hasSize(2);
    }

    @Test
    void shouldGoOnAfterARoundThatFailed() {
        // Given
        begin();
        // When
        begun.getFirst().fail(new IllegalStateException("away"));
        rounds.begin(
                () -> {
                    throw new IllegalStateException("never began");
                },
                failures::add);
        begin();
        // Then
        assertThat(failures)
                .extracting(Throwable::getMessage)
                .containsExactly("away", "never began");
        assertThat(begun).hasSize(2);
    }

    @Test
    void shouldBeginNoneAfterAStop() {
        // When
        rounds.stop();
        begin();
        // Then
        assertThat(begun).isEmpty();
        assertThat(rounds.stopped()).isTrue();
    }

    private void begin() {
        rounds.begin(() -> Uni.createFrom().<Void>emitter(begun::add), failures::add);
    }
}
