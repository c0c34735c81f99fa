package io.leadflip.media.live;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;

/// The voice model of this bridge: the adapter that bears the configured name.
@ApplicationScoped
class ChosenModel {
    @Produces
    @ApplicationScoped
    VoiceModel byName(@Any Instance<VoiceModel> models, BridgeConfig config) {
        return models.select(Identifier.Literal.of(config.voiceModel().adapter())).get();
    }
}
