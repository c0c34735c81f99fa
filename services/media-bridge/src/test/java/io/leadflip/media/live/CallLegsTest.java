package io.leadflip.media.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.media.bridge.CallerCommand;
import io.leadflip.media.bridge.CallerEvent;
import io.leadflip.media.bridge.ModelCommand;
import io.leadflip.media.live.VoiceModel.ModelLine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A model that takes nothing: the phone is heard on, and the model is lost after a while.
class CallLegsTest {
    private static final byte[] FRAME = new byte[216];

    private final List<Runnable> patience = new ArrayList<>();
    private final List<StoppableLine> models = new ArrayList<>();
    private int stuck;

    private final CallLegs legs =
            new CallLegs(new SilentPhone(), this::connect, patience::add, () -> stuck++);

    @BeforeEach
    void connected() {
        legs.send(new ModelCommand.Connect());
    }

    private ModelLine connect() {
        models.add(new StoppableLine());
        return models.getLast();
    }

    private void hear() {
        legs.hear(FRAME, 0, FRAME.length);
    }

    @Test
    void shouldCallAModelLostThatTakesNothingForAWhile() {
        // Given
        models.getLast().full = true;
        hear();
        hear();
        assertThat(patience).hasSize(1);
        // When
        patience.getFirst().run();
        // Then
        assertThat(stuck).isEqualTo(1);
        assertThat(models.getLast().heard).isEqualTo(2);
    }

    @Test
    void shouldKeepAModelThatTakesAgain() {
        // Given
        models.getLast().full = true;
        hear();
        // When
        models.getLast().drains();
        patience.getFirst().run();
        // Then
        assertThat(stuck).isZero();
    }

    @Test
    void shouldWaitAnewWhenItIsFullAgain() {
        // Given
        models.getLast().full = true;
        hear();
        models.getLast().drains();
        models.getLast().full = true;
        hear();
        // When
        patience.getFirst().run();
        // Then
        assertThat(stuck).isZero();
        patience.getLast().run();
        assertThat(stuck).isEqualTo(1);
    }

    @Test
    void shouldNotBlameTheNextModelForTheLast() {
        // Given
        models.getLast().full = true;
        hear();
        // When
        legs.send(new ModelCommand.Close());
        legs.send(new ModelCommand.Connect());
        hear();
        patience.getFirst().run();
        // Then
        assertThat(stuck).isZero();
    }

    private static final class StoppableLine implements ModelLine {
        private boolean full;
        private int heard;
        private Runnable onDrained = () -> {};

        private void drains() {
            full = false;
            onDrained.run();
        }

        @Override
        public void send(ModelCommand command) {
            heard++;
        }

        @Override
        public boolean full() {
            return full;
        }

        @Override
        public void whenDrained(Runnable action) {
            onDrained = action;
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void close() {}
    }

    private static final class SilentPhone implements CallerLine {
        @Override
        public void listen(Consumer<CallerEvent> events, CallerAudio audio, Runnable onceRead) {}

        @Override
        public void send(CallerCommand command) {}

        @Override
        public void play(byte[] bytes, int from, int length) {}

        @Override
        public void flush() {}

        @Override
        public boolean full() {
            return false;
        }

        @Override
        public void whenDrained(Runnable action) {}
    }
}
