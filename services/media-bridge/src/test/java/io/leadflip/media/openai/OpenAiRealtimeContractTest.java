package io.leadflip.media.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.media.live.Configs;
import io.leadflip.media.live.VoiceModel;
import io.leadflip.media.live.VoiceModelContract;
import io.vertx.core.Vertx;
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
    void shouldOfferAudioAsBytes() {
        assertThat(offeredDuringAnAnswer()).isPositive();
    }
}
