package io.leadflip.sandbox.openai;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/// What should go wrong at the voice provider, set from tests or by control JSON. Counted faults
/// are used up; delays and the cap on sessions stay until `reset`.
public final class OpenAiFaults {
    private static final Duration PROVIDER_CAP = Duration.ofMinutes(60);

    /// A handshake answered with `status` instead of an upgrade.
    record Refusal(int status, String code) {}

    /// A connection that breaks after so many events (0 never does), the last of them an error with
    /// this code when there is one.
    record Break(int after, String code) {}

    private Duration connectDelay = Duration.ZERO;
    private Duration responseDelay = Duration.ZERO;
    private Duration sessionCap = PROVIDER_CAP;
    private Refusal refusal;
    private int refusals;
    private int closeAfter;
    private String closeCode;
    private Duration deafness = Duration.ZERO;
    private boolean wrongFormat;
    private String failure;
    private int failures;
    private int speedUp = 8;

    /// Handshakes are answered this much later.
    public synchronized OpenAiFaults connectDelay(Duration delay) {
        connectDelay = delay;
        return this;
    }

    /// Every response says nothing for this long after it was created.
    public synchronized OpenAiFaults responseDelay(Duration delay) {
        responseDelay = delay;
        return this;
    }

    /// Sessions expire after this instead of an hour.
    public synchronized OpenAiFaults sessionCap(Duration cap) {
        sessionCap = cap;
        return this;
    }

    /// Audio is sent this many times as fast as it is spoken; 8 when nothing is said.
    public synchronized OpenAiFaults speedUp(int times) {
        speedUp = Math.max(1, times);
        return this;
    }

    /// The next handshakes are refused.
    public synchronized OpenAiFaults refuseNext(int times, int status, String code) {
        refusals = times;
        refusal = new Refusal(status, code);
        return this;
    }

    /// The next session's connection breaks after it sent so many events.
    public synchronized OpenAiFaults closeNextAfter(int events) {
        closeAfter = events;
        return this;
    }

    /// The same, and its last event is an error with this code, such as `insufficient_quota`.
    public synchronized OpenAiFaults failNextAfter(int events, String code) {
        closeCode = code;
        return closeNextAfter(events);
    }

    /// The next session reads nothing for this long once it was configured: what is sent to it
    /// piles up with whoever sends it.
    public synchronized OpenAiFaults readNothingNext(Duration time) {
        deafness = time;
        return this;
    }

    /// The next session's first update is confirmed with another output format than was asked for,
    /// and that is what it speaks.
    public synchronized OpenAiFaults wrongFormatNext() {
        wrongFormat = true;
        return this;
    }

    /// The next responses fail with this error code, such as `rate_limit_exceeded` or
    /// `insufficient_quota`.
    public synchronized OpenAiFaults failNextResponses(int times, String code) {
        failures = times;
        failure = code;
        return this;
    }

    /// Nothing goes wrong any more.
    public synchronized OpenAiFaults reset() {
        connectDelay = Duration.ZERO;
        responseDelay = Duration.ZERO;
        sessionCap = PROVIDER_CAP;
        refusals = 0;
        closeAfter = 0;
        closeCode = null;
        deafness = Duration.ZERO;
        wrongFormat = false;
        failures = 0;
        speedUp = 8;
        return this;
    }

    /// The same by JSON: `reset`, `connectDelayMs`, `responseDelayMs`, `sessionCapMs`, `speedUp`,
    /// `refuse {times,status,code}`, `closeAfterEvents` (with `closeCode`), `readNothingMs`,
    /// `wrongFormat`, `failResponses {times,code}`.
    public synchronized void apply(JsonObject wish) {
        if (wish.getBoolean("reset", false)) {
            reset();
        }
        connectDelay(Duration.ofMillis(wish.getLong("connectDelayMs", connectDelay.toMillis())));
        responseDelay(Duration.ofMillis(wish.getLong("responseDelayMs", responseDelay.toMillis())));
        sessionCap(Duration.ofMillis(wish.getLong("sessionCapMs", sessionCap.toMillis())));
        speedUp(wish.getInteger("speedUp", speedUp));
        closeAfter = wish.getInteger("closeAfterEvents", closeAfter);
        closeCode = wish.getString("closeCode", closeCode);
        readNothingNext(Duration.ofMillis(wish.getLong("readNothingMs", deafness.toMillis())));
        wrongFormat = wish.getBoolean("wrongFormat", wrongFormat);
        JsonObject refuse = wish.getJsonObject("refuse");
        if (refuse != null) {
            refuseNext(
                    refuse.getInteger("times", 1),
                    refuse.getInteger("status", 503),
                    refuse.getString("code", "server_error"));
        }
        JsonObject fail = wish.getJsonObject("failResponses");
        if (fail != null) {
            failNextResponses(fail.getInteger("times", 1), fail.getString("code", "server_error"));
        }
    }

    synchronized Duration connectDelay() {
        return connectDelay;
    }

    synchronized Duration responseDelay() {
        return responseDelay;
    }

    synchronized Duration sessionCap() {
        return sessionCap;
    }

    synchronized int speedUp() {
        return speedUp;
    }

    /// The refusal the next handshake gets, or null.
    synchronized Refusal takeRefusal() {
        if (refusals == 0) {
            return null;
        }
        refusals--;
        return refusal;
    }

    /// When and how the next session breaks off.
    synchronized Break takeBreak() {
        Break next = new Break(closeAfter, closeCode);
        closeAfter = 0;
        closeCode = null;
        return next;
    }

    synchronized Duration takeDeafness() {
        Duration time = deafness;
        deafness = Duration.ZERO;
        return time;
    }

    synchronized boolean takeWrongFormat() {
        boolean wrong = wrongFormat;
        wrongFormat = false;
        return wrong;
    }

    /// The code the next response fails with, or null.
    synchronized String takeFailure() {
        if (failures == 0) {
            return null;
        }
        failures--;
        return failure;
    }
}
