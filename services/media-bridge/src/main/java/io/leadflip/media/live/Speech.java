package io.leadflip.media.live;

import io.vertx.core.Future;

/// Renders sentences of the platform for the telephone.
public interface Speech {
    /// @param language BCP 47 tag
    /// @return 8 kHz µ-law
    Future<byte[]> render(String text, String language);
}
