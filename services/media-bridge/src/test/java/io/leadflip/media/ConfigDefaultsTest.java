package io.leadflip.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadflip.media.door.DoorConfig;
import io.leadflip.media.gptlive.GptLiveConfig;
import io.leadflip.media.live.BridgeConfig;
import io.leadflip.media.openai.OpenAiConfig;
import io.leadflip.media.stream.FactsConfig;
import io.leadflip.media.twilio.TwilioConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigDefaultsTest {
    @Test
    void shouldBoundEveryCallByDefault() {
        // When
        var bridge = with(Map.of(), BridgeConfig.class).getConfigMapping(BridgeConfig.class);
        // Then
        assertThat(bridge.maxCalls()).isEqualTo(20);
        assertThat(bridge.selfTest()).isTrue();
        assertThat(bridge.selfTestAgain()).isEqualTo(Duration.ofSeconds(5));
        assertThat(bridge.screening().putThroughWithin()).isEqualTo(Duration.ofSeconds(45));
        assertThat(bridge.startWithin()).isEqualTo(Duration.ofSeconds(10));
        assertThat(bridge.modelReadyWithin()).isEqualTo(Duration.ofSeconds(10));
        assertThat(bridge.ringFrames()).isEqualTo(500);
        assertThat(bridge.markEvery()).isEqualTo(Duration.ofMillis(500));
        assertThat(bridge.idleAfter()).isEqualTo(Duration.ofSeconds(8));
        assertThat(bridge.farewellWithin()).isEqualTo(Duration.ofSeconds(7));
        assertThat(bridge.optOutWithin()).isEqualTo(Duration.ofSeconds(5));
        assertThat(bridge.hangUpWithin()).isEqualTo(Duration.ofSeconds(7));
        assertThat(bridge.transcriptWithin()).isEqualTo(Duration.ofSeconds(2));
        assertThat(bridge.inFlight()).isEqualTo(Duration.ofSeconds(60));
        assertThat(bridge.mostInFlight()).isEqualTo(Duration.ofSeconds(90));
        assertThat(bridge.screening().firstLook()).isEqualTo(Duration.ofSeconds(2));
        assertThat(bridge.screening().lookEvery()).isEqualTo(Duration.ofMillis(750));
        assertThat(bridge.screening().lookUntil()).isEqualTo(Duration.ofSeconds(40));
        assertThat(bridge.screening().wordsWithin()).isEqualTo(Duration.ofMillis(1500));
        assertThat(bridge.screening().messageAfter()).isEqualTo(Duration.ofMillis(2500));
        assertThat(bridge.interruptAfter()).isEqualTo(Duration.ZERO);
        assertThat(bridge.toolsWithin()).isEqualTo(Duration.ofSeconds(6));
        assertThat(bridge.cost().limit()).isEqualTo(3.00);
        assertThat(bridge.padding().longestGap()).isEqualTo(Duration.ofSeconds(10));
        assertThat(bridge.padding().stallAfter()).isEqualTo(Duration.ofMillis(750));
        assertThat(bridge.padding().stallSilence()).isEqualTo(Duration.ofSeconds(1));
        assertThat(bridge.recovery().tries()).isEqualTo(5);
        assertThat(bridge.recovery().firstWait()).isEqualTo(Duration.ofMillis(250));
        assertThat(bridge.recovery().longestWait()).isEqualTo(Duration.ofSeconds(8));
        assertThat(bridge.recovery().within()).isEqualTo(Duration.ofSeconds(20));
        assertThat(bridge.recovery().comfortAfter()).isEqualTo(Duration.ofMillis(1500));
        assertThat(bridge.recovery().recycleAfter()).isEqualTo(Duration.ofMinutes(50));
        assertThat(bridge.recovery().recycleBy()).isEqualTo(Duration.ofMinutes(58));
        assertThat(bridge.answerWithin()).isEqualTo(Duration.ofSeconds(10));
        assertThat(bridge.drainGrace()).isEqualTo(Duration.ofMinutes(4));
        assertThat(bridge.announceEvery()).isEqualTo(Duration.ofSeconds(2));
        assertThat(bridge.announcementLifetime()).isEqualTo(Duration.ofSeconds(6));
        assertThat(bridge.id()).isEmpty();
        assertThat(bridge.voiceModel()).isEqualTo(BridgeConfig.Dialect.OPENAI_REALTIME);
    }

    @Test
    void shouldUseTheSameStreamsAsEveryServiceByDefault() {
        // When
        var facts = with(Map.of(), FactsConfig.class).getConfigMapping(FactsConfig.class);
        // Then
        assertThat(facts.prefix()).isEqualTo("lf");
        assertThat(facts.partitions()).isEqualTo(16);
        assertThat(facts.waiting()).isEqualTo(5_000);
        assertThat(facts.batchSize()).isEqualTo(64);
        assertThat(facts.firstRetry()).isEqualTo(Duration.ofMillis(100));
        assertThat(facts.longestRetry()).isEqualTo(Duration.ofSeconds(5));
        assertThat(facts.timeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void shouldSpeakWithOpenAiByDefault() {
        // When
        var openai =
                with(Map.of("leadflip.openai.api-key", "k"), OpenAiConfig.class)
                        .getConfigMapping(OpenAiConfig.class);
        // Then
        assertThat(openai.baseUrl()).isEqualTo(URI.create("https://api.openai.com"));
        assertThat(openai.realtimeModel()).isEqualTo("gpt-realtime");
        assertThat(openai.voice()).isEqualTo("marin");
        assertThat(openai.speechModel()).isEqualTo("gpt-4o-mini-tts");
        assertThat(openai.transcriptionModel()).isEqualTo("gpt-4o-mini-transcribe");
        assertThat(openai.speechThreshold()).isEqualTo(0.5);
        assertThat(openai.turnPause()).isEqualTo(Duration.ofMillis(500));
        assertThat(openai.maxOutputTokens()).isEqualTo(1_200);
        assertThat(openai.timeout()).isEqualTo(Duration.ofSeconds(8));
        assertThat(openai.pingEvery()).isEqualTo(Duration.ofSeconds(10));
        assertThat(openai.pongWithin()).isEqualTo(Duration.ofSeconds(5));
        assertThat(openai.preparedSentences()).isEqualTo(256);
        assertThat(openai.longestSentence()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void shouldNeverFallBehindAModelThatSpeaksInRealTime() {
        // When
        var live = with(Map.of(), GptLiveConfig.class).getConfigMapping(GptLiveConfig.class);
        // Then
        assertThat(live.model()).isEqualTo("gpt-live-1");
        assertThat(live.backendModel()).isEqualTo("gpt-5.5");
        assertThat(live.mostAhead()).isEqualTo(Duration.ofMillis(400));
        assertThat(live.ahead()).isEqualTo(Duration.ofMillis(120));
        assertThat(live.agentPause()).isEqualTo(Duration.ofMillis(600));
        assertThat(live.yieldPause()).isEqualTo(Duration.ofMillis(200));
        assertThat(live.callerPause()).isEqualTo(Duration.ofMillis(900));
        assertThat(live.closeWithin()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void shouldAskForAnOptOutLongerThanAnOrchestratorIsAway() {
        // When
        var door =
                with(
                                Map.of(
                                        "leadflip.door.secret", "s",
                                        "leadflip.door.peers.call-orchestrator", "http://calls"),
                                DoorConfig.class)
                        .getConfigMapping(DoorConfig.class);
        // Then
        assertThat(door.tries()).isEqualTo(3);
        assertThat(door.retryAfter()).isEqualTo(Duration.ofMillis(200));
        assertThat(door.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(door.readTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(door.adviceTimeout()).isEqualTo(Duration.ofSeconds(8));
        assertThat(door.optOutRetryAfter().multipliedBy(door.optOutTries()))
                .isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void shouldKnowNoSecretByDefault() {
        assertThatThrownBy(() -> with(Map.of(), OpenAiConfig.class))
                .hasMessageContaining("leadflip.openai.api-key");
        assertThatThrownBy(() -> with(Map.of(), TwilioConfig.class))
                .hasMessageContaining("leadflip.twilio.auth-token");
        assertThatThrownBy(() -> with(Map.of(), DoorConfig.class))
                .hasMessageContaining("leadflip.door.secret");
    }

    private static SmallRyeConfig with(Map<String, String> values, Class<?> mapping) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withSources(new PropertiesConfigSource(values, "test", 1))
                .withMapping(mapping)
                .build();
    }
}
