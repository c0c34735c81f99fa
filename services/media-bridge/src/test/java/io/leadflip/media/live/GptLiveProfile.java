package io.leadflip.media.live;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/// The same service with the full-duplex model.
public final class GptLiveProfile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("leadflip.bridge.voice-model", "gpt-live");
    }
}
