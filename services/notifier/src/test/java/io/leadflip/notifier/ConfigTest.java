package io.leadflip.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leadflip.notifier.mailgun.MailgunConfig;
import io.leadflip.notifier.sendgrid.SendGridConfig;
import io.leadflip.notifier.sending.MailConfig;
import io.leadflip.notifier.twilio.TwilioConfig;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {
    @Test
    void shouldHaveSafeDefaults() {
        // When
        var config =
                mapped(
                        NotifierConfig.class,
                        "leadflip.notifier.public-origin",
                        "https://x.example",
                        "leadflip.notifier.postal-address",
                        "Here");
        // Then
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.answerTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.tryAgainAfter()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.subjectUnknownFor()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.lookUpAfter()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void shouldKnowWhereProvidersAre() {
        // When
        var sendGrid = mapped(SendGridConfig.class, "leadflip.sendgrid.api-key", "k");
        var mailgun =
                mapped(
                        MailgunConfig.class,
                        "leadflip.mailgun.api-key",
                        "k",
                        "leadflip.mailgun.domain",
                        "d");
        var twilio =
                mapped(
                        TwilioConfig.class,
                        "leadflip.twilio.account-sid",
                        "AC",
                        "leadflip.twilio.auth-token",
                        "t",
                        "leadflip.twilio.from",
                        "+1");
        var mail = mapped(MailConfig.class, "leadflip.mail.from-email", "x@x.example");
        // Then
        assertThat(sendGrid.baseUrl()).hasToString("https://api.sendgrid.com");
        assertThat(mailgun.baseUrl()).hasToString("https://api.mailgun.net");
        assertThat(twilio.baseUrl()).hasToString("https://api.twilio.com");
        assertThat(mail.fromName()).isEqualTo("LeadFlip");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                NotifierConfig.class,
                SendGridConfig.class,
                MailgunConfig.class,
                TwilioConfig.class,
                MailConfig.class
            })
    void shouldNotStartWithoutWhatItNeeds(Class<?> mapping) {
        assertThatExceptionOfType(ConfigValidationException.class)
                .isThrownBy(() -> new SmallRyeConfigBuilder().withMapping(mapping).build());
    }

    private static <C> C mapped(Class<C> mapping, String... properties) {
        var values = new HashMap<String, String>();
        for (var i = 0; i < properties.length; i += 2) {
            values.put(properties[i], properties[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .withMapping(mapping)
                .withDefaultValues(Map.copyOf(values))
                .build()
                .getConfigMapping(mapping);
    }
}
