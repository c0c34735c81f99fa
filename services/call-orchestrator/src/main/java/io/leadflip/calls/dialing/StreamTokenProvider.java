package io.leadflip.calls.dialing;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

class StreamTokenProvider {
    @Produces
    @Singleton
    @Startup
    StreamToken tokens(MediaSettings settings) {
        return new StreamToken(settings.tokenSecret());
    }
}
