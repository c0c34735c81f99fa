package io.leadflip.calls.transcript;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;

/// Keys of attempts, kept sealed under the master key. Without the attempt's row nobody reads its
/// transcript.
@Startup
@ApplicationScoped
public class AttemptKeys {
    private final SealKey master;

    AttemptKeys(TranscriptSettings settings) {
        this.master = SealKey.of(settings.masterKey());
    }

    public String sealed(SealKey key) {
        return master.seal(key.base64());
    }

    public SealKey open(String sealedKey) {
        return SealKey.of(master.open(sealedKey));
    }
}
