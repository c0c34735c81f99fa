package io.leadflip.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadflip.calls.advice.AdvisorSettings;
import io.leadflip.calls.anthropic.AnthropicSettings;
import io.leadflip.calls.contact.ContactSettings;
import io.leadflip.calls.dialing.DialingSettings;
import io.leadflip.calls.dialing.MediaSettings;
import io.leadflip.calls.recording.RecordingSettings;
import io.leadflip.calls.spend.SpendSettings;
import io.leadflip.calls.transcript.TranscriptSettings;
import io.leadflip.calls.transfer.TransferSettings;
import io.leadflip.calls.twilio.TwilioSettings;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final Map<String, String> REQUIRED =
            Map.of(
                    "leadflip.dialing.from", "+13175550100",
                    "leadflip.dialing.public-origin", "https://calls.example.com",
                    "leadflip.media.origin", "wss://media.example.com",
                    "leadflip.media.token-secret", "secret",
                    "leadflip.twilio.account-sid", "AC1",
                    "leadflip.twilio.auth-token", "secret",
                    "leadflip.transcript.master-key", "key");

    @Test
    void shouldDialCarefullyByDefault() {
        // When
        DialingSettings dialing = read(DialingSettings.class, REQUIRED);
        // Then
        assertThat(dialing.callsPerSecond()).isEqualTo(1.0);
        assertThat(dialing.ringTime()).isEqualTo(Duration.ofSeconds(30));
        assertThat(dialing.timeLimit()).isEqualTo(Duration.ofSeconds(240));
        assertThat(dialing.onMachine()).isEqualTo(DialingSettings.OnMachine.LEAVE_MESSAGE);
        assertThat(dialing.halted()).isEqualTo(Duration.ofSeconds(15));
        assertThat(dialing.throttled()).isEqualTo(Duration.ofSeconds(10));
        assertThat(dialing.throttledLongest()).isEqualTo(Duration.ofMinutes(2));
        assertThat(dialing.barred()).isEqualTo(Duration.ofMinutes(10));
        assertThat(dialing.providerAway()).isEqualTo(Duration.ofHours(24));
        assertThat(dialing.retry().unanswered()).isEqualTo(Duration.ofHours(2));
        assertThat(dialing.retry().voicemail()).isEqualTo(Duration.ofHours(4));
        assertThat(dialing.retry().providerError()).isEqualTo(Duration.ofMinutes(5));
        assertThat(dialing.reap().overtime()).isEqualTo(Duration.ofSeconds(30));
        assertThat(dialing.reconcile().notBefore()).isEqualTo(Duration.ofSeconds(90));
        assertThat(dialing.reconcile().between()).isEqualTo(Duration.ofSeconds(60));
        assertThat(dialing.reconcile().mayRing()).isEqualTo(Duration.ofMinutes(30));
        assertThat(dialing.bridgeKeyPrefix()).isEqualTo("lf:bridge:");
    }

    @Test
    void shouldLookForTheBridgesOfItsOwnInstallation() {
        // Given
        var values = new HashMap<>(REQUIRED);
        values.put("leadflip.events.prefix", "blue");
        // Then
        assertThat(read(DialingSettings.class, values).bridgeKeyPrefix()).isEqualTo("blue:bridge:");
    }

    @Test
    void shouldKeepSafeDefaultsElsewhere() {
        assertThat(read(ContactSettings.class, REQUIRED).rulePack()).isEqualTo("us-default");
        assertThat(read(MediaSettings.class, REQUIRED).tokenLifetime())
                .isEqualTo(Duration.ofSeconds(60));
        assertThat(read(TranscriptSettings.class, REQUIRED).lateFacts())
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(read(TwilioSettings.class, REQUIRED).timeout())
                .isEqualTo(Duration.ofSeconds(10));
        assertThat(read(AnthropicSettings.class, REQUIRED).apiKey()).isEmpty();
        assertThat(read(AdvisorSettings.class, REQUIRED).timeout())
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(read(AdvisorSettings.class, REQUIRED).maxTokens()).isEqualTo(150);
        assertThat(read(AdvisorSettings.class, REQUIRED).questions()).isEqualTo(5);
        assertThat(read(SpendSettings.class, REQUIRED).perCall()).isEqualByComparingTo("6.00");
    }

    @Test
    void shouldPutThroughCarefullyByDefault() {
        // When
        TransferSettings transfer = read(TransferSettings.class, REQUIRED);
        // Then
        assertThat(transfer.enabled()).isTrue();
        assertThat(transfer.ringTime()).isEqualTo(Duration.ofSeconds(20));
        assertThat(transfer.leastTalk()).isEqualTo(Duration.ofSeconds(45));
        assertThat(transfer.perHour()).isEqualTo(6);
    }

    @Test
    void shouldRecordNobodyByDefault() {
        // When
        RecordingSettings recording = read(RecordingSettings.class, REQUIRED);
        // Then
        assertThat(recording.enabled()).isFalse();
        assertThat(recording.keep()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void shouldHaveNoDefaultForSecrets() {
        assertThatThrownBy(() -> read(TwilioSettings.class, Map.of()))
                .hasMessageContaining("leadflip.twilio.auth-token");
        assertThatThrownBy(() -> read(MediaSettings.class, Map.of()))
                .hasMessageContaining("leadflip.media.token-secret");
        assertThatThrownBy(() -> read(TranscriptSettings.class, Map.of()))
                .hasMessageContaining("leadflip.transcript.master-key");
    }

    private static <T> T read(Class<T> settings, Map<String, String> values) {
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .withMapping(settings)
                        .withConverter(Duration.class, 200, new DurationConverter())
                        .withDefaultValues(values)
                        .withValidateUnknown(false)
                        .build();
        return config.getConfigMapping(settings);
    }
}
