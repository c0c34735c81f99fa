package io.leadflip.notifier.http;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/// How a request to a provider ended, by what that proves.
public sealed interface Reply {
    /// The provider answered.
    record Answered(int status, String body, String messageIdHeader, String retryAfter)
            implements Reply {
        public boolean success() {
            return status >= 200 && status < 300;
        }

        public boolean throttled() {
            return status == 429;
        }

        /// The provider refuses whoever asks with this account, whatever it is asked for: a key
        /// that does not fit any more, an account that is suspended or has not paid. It did
        /// nothing.
        public boolean barred() {
            return status == 401 || status == 402 || status == 403;
        }

        /// The provider refused: it did nothing.
        public boolean refused() {
            return status >= 400 && status < 500 && status != 408 && !throttled();
        }

        /// Empty when the body is no JSON object.
        public JsonObject json() {
            try {
                var json = body == null || body.isBlank() ? null : new JsonObject(body);
                return json == null ? new JsonObject() : json;
            } catch (DecodeException e) {
                return new JsonObject();
            }
        }
    }

    /// No connection stood: nothing can have happened.
    record Unreached() implements Reply {}

    /// The request may have arrived, and nobody knows what came of it.
    record Silent() implements Reply {}
}
