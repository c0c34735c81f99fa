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

/// A model that takes nothing: the phone is heard on, and the model is lost after a while. A phone
/// that takes nothing, or enough that waits to be played: the model is not read meanwhile.
class CallLegsTest {
    private static final byte[] FRAME = new byte[216];

    private final List<Runnable> patience = new ArrayList<>();
    private final List<StoppableLine> models = new ArrayList<>();
    private int stuck;

    private final StoppablePhone phone = new StoppablePhone();

    private final CallLegs legs = new CallLegs(phone, this::connect, patience::add, () -> stuck++);

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

    private void play() {
        legs.play(FRAME, 0, FRAME.length);
    }

    @Test
    void shouldNotReadTheModelWhileThePhoneTakesNothing() {
        // Given
        phone.full = true;
        // When
        play();
        play();
        // Then
        assertThat(models.getLast().paused).isTrue();
        phone.drains();
        assertThat(models.getLast().paused).isFalse();
    }

    @Test
    void shouldNotReadTheModelWhileTheCallHoldsIt() {
        // When
        legs.send(new ModelCommand.Pause());
        // Then
        assertThat(models.getLast().paused).isTrue();
        legs.send(new ModelCommand.Resume());
        assertThat(models.getLast().paused).isFalse();
    }

    @Test
    void shouldReadOnOnlyWhenNeitherThePhoneNorTheCallIsAgainstIt() {
        // Given
        phone.full = true;
        play();
        legs.send(new ModelCommand.Pause());
        // When
        phone.drains();
        // Then
        assertThat(models.getLast().paused).isTrue();
        phone.full = true;
        play();
        legs.send(new ModelCommand.Resume());
        assertThat(models.getLast().paused).isTrue();
        phone.drains();
        assertThat(models.getLast().paused).isFalse();
    }

    @Test
    void shouldNotReadTheNextModelEitherWhileThePhoneTakesNothing() {
        // Given
        phone.full = true;
        play();
        // When
        legs.send(new ModelCommand.Close());
        legs.send(new ModelCommand.Connect());
        // Then
        assertThat(models).hasSize(2);
        assertThat(models.getLast().paused).isTrue();
        phone.drains();
        assertThat(models.getLast().paused).isFalse();
    }

    /// Words of the platform fill the phone while there is no model.
    @Test
    void shouldNotReadAModelThatComesToAFullPhone() {
        // Given
        legs.send(new ModelCommand.Close());
        phone.full = true;
        legs.send(new CallerCommand.Play("AAAA"));
        // When
        legs.send(new ModelCommand.Connect());
        // Then
        assertThat(models.getLast().paused).isTrue();
    }

    @Test
    void shouldReadTheNextModelThoughTheCallHeldTheLast() {
        // Given
        legs.send(new ModelCommand.Pause());
        // When
        legs.send(new ModelCommand.Close());
        legs.send(new ModelCommand.Connect());
        // Then
        assertThat(models.getLast().paused).isFalse();
    }

    private static final class StoppableLine implements ModelLine {
        private boolean full;
        private boolean paused;
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
        public void pause() {
            paused = true;
        }

        @Override
        public void resume() {
            paused = false;
        }

        @Override
        public void close() {}
    }

    private static final class StoppablePhone implements CallerLine {
        private boolean full;
        private Runnable onDrained = () -> {};

        private void drains() {
            full = false;
            onDrained.run();
        }

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
            return full;
        }

        @Override
        public void whenDrained(Runnable action) {
            onDrained = action;
        }
    }
}
