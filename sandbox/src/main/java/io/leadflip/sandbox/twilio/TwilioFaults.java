package io.leadflip.sandbox.twilio;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What goes wrong next. Each armed fault is used up by one create (of a call or a message) or one callback.
public final class TwilioFaults {
    /// How the answer to a create goes wrong; "after effect" means the call or message really exists.
    public enum Create {
        TIMEOUT_AFTER_EFFECT,
        ERROR_BEFORE_EFFECT,
        ERROR_AFTER_EFFECT,
        TOO_MANY_REQUESTS
    }

    /// How the delivery of a callback goes wrong. Reorder: it arrives after its successor.
    public enum Callback {
        DROP,
        DUPLICATE,
        REORDER
    }

    private final Queue<Create> creates = new ConcurrentLinkedQueue<>();
    private final Queue<Callback> callbacks = new ConcurrentLinkedQueue<>();

    public void nextCreates(Create fault, int count) {
        for (int i = 0; i < count; i++) {
            creates.add(fault);
        }
    }

    public void nextCallbacks(Callback fault, int count) {
        for (int i = 0; i < count; i++) {
            callbacks.add(fault);
        }
    }

    /// Nothing goes wrong any more.
    public void clear() {
        creates.clear();
        callbacks.clear();
    }

    public int armed() {
        return creates.size() + callbacks.size();
    }

    /// Arms a fault by the name the control API uses, such as `timeout-after-effect` or `duplicate`.
    /// Answers false when there is no such fault.
    boolean arm(String name, int count) {
        Optional<Create> create = named(Create.values(), name);
        Optional<Callback> callback = named(Callback.values(), name);
        create.ifPresent(fault -> nextCreates(fault, count));
        callback.ifPresent(fault -> nextCallbacks(fault, count));
        return create.isPresent() || callback.isPresent();
    }

    private static <F extends Enum<F>> Optional<F> named(F[] faults, String name) {
        return Arrays.stream(faults)
                .filter(fault -> fault.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name))
                .findFirst();
    }

    Optional<Create> takeCreate() {
        return Optional.ofNullable(creates.poll());
    }

    Optional<Callback> takeCallback() {
        return Optional.ofNullable(callbacks.poll());
    }
}
