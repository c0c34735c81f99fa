package io.leadflip.media.gptlive;

import io.leadflip.media.live.Configs;
import io.leadflip.media.live.VoiceModel;
import io.leadflip.media.live.VoiceModelContract;
import io.leadflip.media.openai.OpenAiConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.util.Map;

class GptLiveContractTest extends VoiceModelContract {
    @Override
    protected VoiceModel adapter(Vertx vertx, String origin) {
        return new GptLive(
                vertx,
                Configs.of(
                        OpenAiConfig.class,
                        Map.of("leadflip.openai.api-key", KEY, "leadflip.openai.base-url", origin)),
                Configs.of(GptLiveConfig.class, Map.of()),
                new SimpleMeterRegistry());
    }
}
