package io.leadflip.media.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadflip.media.live.Configs;
import io.leadflip.media.live.VoiceModel;
import io.leadflip.media.live.VoiceModelContract;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenAiRealtimeContractTest extends VoiceModelContract {
    @Override
    protected VoiceModel adapter(Vertx vertx, String origin) {
        return new OpenAiRealtime(
                vertx,
                Configs.of(
                        OpenAiConfig.class,
                        Map.of(
                                "leadflip.openai.api-key",
                                KEY,
                                "leadflip.openai.base-url",
                                origin)));
    }

    @Test
    void shouldSayWhatIsWrongWithAnAddressThatIsNone() {
        var idle = Vertx.vertx();
        for (var address : List.of("api.example.com", "wss://api.example.com", "https://a.b/v1")) {
            assertThatThrownBy(() -> adapter(idle, address))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("leadflip.openai.base-url")
                    .hasMessageContaining(address);
        }
        idle.close();
    }

    @Test
    void shouldOfferAudioAsBytes() {
        assertThat(offeredDuringAnAnswer()).isPositive();
    }

    @Test
    void shouldReadNothingOfASessionThatWasPausedBeforeItWasThere() {
        readsNothingUntilItGoesOn();
    }
}
