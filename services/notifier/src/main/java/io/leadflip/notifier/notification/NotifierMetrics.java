package io.leadflip.notifier.notification;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// What operators ask about messages: how many went out by which provider, how many did not, how
/// many are in doubt.
@ApplicationScoped
public class NotifierMetrics {
    private static final String MESSAGES = "leadflip.notifier.messages";

    private final MeterRegistry registry;

    NotifierMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void sent(Notification message, String provider) {
        count(message, "sent", provider);
    }

    void failed(Notification message, String reason) {
        count(message, "failed", reason);
    }

    void unknown(Notification message, String provider) {
        count(message, "unknown", provider);
    }

    private void count(Notification message, String result, String detail) {
        registry.counter(
                        MESSAGES, "kind", message.kind().name(), "result", result, "detail", detail)
                .increment();
    }

    /// A provider refused, and the next was asked.
    public void failover(String from) {
        registry.counter("leadflip.notifier.failovers", "from", from).increment();
    }

    /// A provider refused our account.
    public void barred(String provider) {
        registry.counter("leadflip.notifier.barred", "provider", provider).increment();
    }

    /// A webhook that did not come from whom it says.
    public void refused(String provider) {
        registry.counter("leadflip.webhooks.refused", "provider", provider).increment();
    }

    /// From the moment somebody said so to the moment no message to them is permitted any more.
    public void suppressedAfter(Duration delay) {
        registry.timer("leadflip.notifier.suppressions.delay")
                .record(delay.isNegative() ? Duration.ZERO : delay);
    }

    /// Somebody does not want to hear from us any more.
    public void optedOut(String by) {
        registry.counter("leadflip.notifier.opt.outs", "by", by).increment();
    }
}
