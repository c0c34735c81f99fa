package io.leadflip.sandbox.anthropic;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/// What should go wrong at the language model's provider, set from tests or by control JSON.
public final class AnthropicFaults {
    private int failures;
    private int status;
    private int garbled;
    private Duration delay = Duration.ZERO;

    /// The next requests are answered with this status, such as 429, 500 or 529.
    public synchronized AnthropicFaults failNext(int times, int withStatus) {
        failures = times;
        status = withStatus;
        return this;
    }

    /// The next answers are not valid JSON inside.
    public synchronized AnthropicFaults garbleNext(int times) {
        garbled = times;
        return this;
    }

    /// Every answer comes this much later.
    public synchronized AnthropicFaults delay(Duration by) {
        delay = by;
        return this;
    }

    /// Nothing goes wrong any more.
    public synchronized AnthropicFaults reset() {
        failures = 0;
        garbled = 0;
        delay = Duration.ZERO;
        return this;
    }

    /// The same by JSON: `reset`, `fail {times,status}`, `garble`, `delayMs`.
    public synchronized void apply(JsonObject wish) {
        if (wish.getBoolean("reset", false)) {
            reset();
        }
        JsonObject fail = wish.getJsonObject("fail");
        if (fail != null) {
            failNext(fail.getInteger("times", 1), fail.getInteger("status", 529));
        }
        garbled = wish.getInteger("garble", garbled);
        delay = Duration.ofMillis(wish.getLong("delayMs", delay.toMillis()));
    }

    synchronized Duration delay() {
        return delay;
    }

    /// The status the next request fails with; 0 when it does not.
    synchronized int takeFailure() {
        if (failures == 0) {
            return 0;
        }
        failures--;
        return status;
    }

    synchronized boolean takeGarble() {
        if (garbled == 0) {
            return false;
        }
        garbled--;
        return true;
    }
}
