package io.leadflip.sandbox.openai;

import io.vertx.core.json.JsonObject;

/// Tokens of one kind each. Spoken by the caller: one per 100 ms; spoken by the model: one per 50
/// ms; text: one per four characters.
record TokenCount(int text, int audio) {
    static final TokenCount NONE = new TokenCount(0, 0);
    private static final int CACHE_BLOCK = 64;

    static int ofText(String words) {
        return (words.length() + 3) / 4;
    }

    static TokenCount text(String words) {
        return new TokenCount(ofText(words), 0);
    }

    static TokenCount heard(long ms) {
        return new TokenCount(0, (int) ((ms + 99) / 100));
    }

    static TokenCount spoken(String words, long ms) {
        return new TokenCount(ofText(words), (int) ((ms + 49) / 50));
    }

    TokenCount plus(TokenCount other) {
        return new TokenCount(text + other.text, audio + other.audio);
    }

    /// What of this the provider bills as cached when `earlier` was its prefix: whole blocks only.
    TokenCount cachedAfter(TokenCount earlier) {
        return new TokenCount(
                Math.min(text, earlier.text) / CACHE_BLOCK * CACHE_BLOCK,
                Math.min(audio, earlier.audio) / CACHE_BLOCK * CACHE_BLOCK);
    }

    int total() {
        return text + audio;
    }

    static JsonObject usage(TokenCount input, TokenCount cached, TokenCount output) {
        return new JsonObject()
                .put("total_tokens", input.total() + output.total())
                .put("input_tokens", input.total())
                .put("output_tokens", output.total())
                .put(
                        "input_token_details",
                        input.details()
                                .put("image_tokens", 0)
                                .put("cached_tokens", cached.total())
                                .put(
                                        "cached_tokens_details",
                                        cached.details().put("image_tokens", 0)))
                .put("output_token_details", output.details());
    }

    private JsonObject details() {
        return new JsonObject().put("text_tokens", text).put("audio_tokens", audio);
    }
}
