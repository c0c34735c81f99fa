package io.leadflip.sandbox.openai;

import java.util.UUID;

/// Identifiers in the provider's manner: a prefix and something unguessable.
final class Ids {
    private Ids() {}

    static String next(String prefix) {
        return prefix + "_" + UUID.randomUUID().toString().replace("-", "").substring(0, 21);
    }
}
