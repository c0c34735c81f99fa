package io.leadflip.media.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.media.bridge.ModelCommand;
import io.leadflip.media.bridge.ModelEvent;
import io.leadflip.media.bridge.ModelEvent.Result;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/// What the bridge may expect of any voice model, its sessions included, tried on each adapter.
///
/// Thread: pydantic/pydantic-ai#7870
public abstract class VoiceModelContract extends VoiceModelSessionContract {
    @Test
    void shouldSayNothingBeforeItWasGivenTheFloor() {
        // Given
        givesFloor = false;
        ready();
        // When
        says(GREETING);
        // Then
        until(() -> all(ModelEvent.TurnTaken.class).size() == 1);
        until(() -> all(ModelEvent.CallerSaid.class).size() == 1);
        assertThat(all(ModelEvent.Audio.class)).isEmpty();
        assertThat(all(ModelEvent.ResponseStarted.class)).isEmpty();
    }

    @Test
    void shouldSpeakWhenItIsGivenTheFloor() {
        // Given
        ready();
        // When
        send(new ModelCommand.Speak("speak-1", null));
        // Then
        until(() -> !ended().isEmpty());
        var response = all(ModelEvent.ResponseStarted.class).getFirst().response();
        assertThat(ended().getFirst().response()).isEqualTo(response);
        assertThat(ended().getFirst().result()).isEqualTo(Result.COMPLETED);
        assertThat(all(ModelEvent.Audio.class))
                .isNotEmpty()
                .allMatch(audio -> audio.response().equals(response))
                .allMatch(
                        audio ->
                                Base64.getDecoder().decode(audio.payload()).length
                                        == audio.bytes());
        assertThat(spokenMs()).isBetween(1_000L, 10_000L);
        until(() -> saidByAgent().contains("good moment"));
    }

    @Test
    void shouldHaveOneResponseAtATime() {
        // Given
        ready();
        send(new ModelCommand.Speak("speak-1", null));
        until(() -> ended().size() == 1);
        // When
        says("Yes, sure.");
        // Then
        until(() -> ended().stream().filter(this::wasHeard).count() == 2);
        var open = new HashSet<String>();
        for (ModelEvent event : events) {
            switch (event) {
                case ModelEvent.ResponseStarted(String response) -> {
                    assertThat(open).isEmpty();
                    open.add(response);
                }
                case ModelEvent.Audio audio -> assertThat(open).contains(audio.response());
                case ModelEvent.ResponseEnded ended ->
                        assertThat(open.remove(ended.response())).isTrue();
                default -> {}
            }
        }
    }

    @Test
    void shouldWriteDownWhatTheCallerSaid() {
        // Given
        ready();
        send(new ModelCommand.Speak("speak-1", null));
        until(() -> ended().size() == 1);
        // When
        says("Yes, that works for me.");
        // Then
        until(() -> !all(ModelEvent.CallerSaid.class).isEmpty());
        var began = all(ModelEvent.SpeechStarted.class).getFirst();
        var stopped = all(ModelEvent.SpeechStopped.class).getFirst();
        var said = all(ModelEvent.CallerSaid.class).getFirst();
        assertThat(said.text()).containsIgnoringCase("works for me");
        assertThat(said.item()).isEqualTo(began.item()).isEqualTo(stopped.item());
        assertThat(stopped.atMs()).isGreaterThan(began.atMs());
    }

    @Test
    void shouldStopForACallerWhoSpeaks() {
        // Given
        sandbox.faults().speedUp(1);
        ready();
        send(new ModelCommand.Speak("speak-1", null));
        until(() -> spokenMs() > 0);
        // When
        says("Sorry, wait a moment, who is speaking there, please?");
        // Then
        until(() -> !ended().isEmpty());
        assertThat(ended().getFirst().result()).isEqualTo(Result.CANCELLED);
        assertThat(events.indexOf(all(ModelEvent.SpeechStarted.class).getFirst()))
                .isLessThan(events.indexOf(ended().getFirst()));
    }

    @Test
    void shouldCallFunctionsAndGoOnWhenTheyAreAnswered() {
        // Given
        ready();
        send(new ModelCommand.Speak("speak-1", null));
        until(() -> ended().size() == 1);
        // When
        says(OPT_OUT);
        // Then
        until(() -> called("opt_out"));
        var call =
                all(ModelEvent.ToolCalled.class).stream()
                        .filter(each -> each.name().equals("opt_out"))
                        .findFirst()
                        .orElseThrow();
        assertThat(new JsonObject(call.arguments())).isNotNull();
        until(() -> ended().stream().anyMatch(each -> each.response().equals(call.response())));
        send(new ModelCommand.AnswerTool(call.call(), "{\"status\":\"done\"}"));
        send(new ModelCommand.Speak("speak-9", null));
        until(() -> saidByAgent().contains("will not be called again"));
    }

    @Test
    void shouldSayNothingMoreOfACancelledResponse() {
        // Given
        sandbox.faults().speedUp(1);
        ready();
        send(new ModelCommand.Speak("speak-1", null));
        until(() -> spokenMs() > 0);
        var response = all(ModelEvent.ResponseStarted.class).getFirst().response();
        // When
        send(new ModelCommand.Cancel());
        // Then
        until(() -> !ended().isEmpty());
        assertThat(ended().getFirst().response()).isEqualTo(response);
        assertThat(ended().getFirst().result()).isEqualTo(Result.CANCELLED);
        assertThat(events.subList(events.indexOf(ended().getFirst()), events.size()))
                .noneMatch(
                        event ->
                                event instanceof ModelEvent.Audio audio
                                        && audio.response().equals(response));
    }

    @Test
    void shouldTakeWhatItCannotExpress() {
        // Given
        ready();
        send(new ModelCommand.Speak("speak-1", null));
        until(() -> ended().size() == 1);
        var item = all(ModelEvent.Audio.class).getFirst().item();
        // When
        send(new ModelCommand.Truncate(item, 100));
        send(new ModelCommand.FinishHearing());
        says("Yes, sure.");
        // Then
        until(() -> ended().stream().filter(this::wasHeard).count() == 2);
        assertThat(all(ModelEvent.Lost.class)).isEmpty();
    }
}
