package io.leadflip.sandbox.twilio;

import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// The callbacks of one call or message, delivered one after the other in the order they happened,
/// unless a fault is armed.
final class Callbacks {
    private record Delivery(Webhook webhook, SortedMap<String, String> fields) {}

    private final Webhooks webhooks;
    private final TwilioFaults faults;
    private final Executor threads;
    private CompletableFuture<Void> previous = CompletableFuture.completedFuture(null);
    private Delivery held;

    Callbacks(Webhooks webhooks, TwilioFaults faults, Executor threads) {
        this.webhooks = webhooks;
        this.faults = faults;
        this.threads = threads;
    }

    /// Queues one callback; `last` says that no other will follow for which it could be held back.
    synchronized void post(Webhook webhook, SortedMap<String, String> fields, boolean last) {
        Delivery delivery = new Delivery(webhook, fields);
        Optional<TwilioFaults.Callback> fault = faults.takeCallback();
        if (fault.filter(TwilioFaults.Callback.REORDER::equals).isPresent()
                && held == null
                && !last) {
            held = delivery;
            return;
        }
        for (int i = 0; i < copies(fault); i++) {
            inTurn(delivery);
        }
        releaseHeld();
    }

    private static int copies(Optional<TwilioFaults.Callback> fault) {
        return fault.map(
                        kind ->
                                switch (kind) {
                                    case DROP -> 0;
                                    case DUPLICATE -> 2;
                                    case REORDER -> 1;
                                })
                .orElse(1);
    }

    private void releaseHeld() {
        if (held != null) {
            inTurn(held);
            held = null;
        }
    }

    private void inTurn(Delivery delivery) {
        previous = previous.thenRunAsync(() -> deliver(delivery), threads);
    }

    private void deliver(Delivery delivery) {
        try {
            webhooks.deliver(delivery.webhook(), delivery.fields());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
