package io.leadflip.sandbox.twilio;

import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What goes wrong next. Each armed fault is used up by one create of a call, a message or a
/// recording, or one callback.
public final class TwilioFaults {
    /// How the answer to a create goes wrong; "after effect" means the call or message really
    /// exists.
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

    /// What is created.
    enum Resource {
        CALLS,
        MESSAGES,
        RECORDINGS
    }

    private final Queue<Create> calls = new ConcurrentLinkedQueue<>();
    private final Queue<Create> messages = new ConcurrentLinkedQueue<>();
    private final Queue<Create> recordings = new ConcurrentLinkedQueue<>();
    private final Queue<Callback> callbacks = new ConcurrentLinkedQueue<>();

    public void nextCalls(Create fault, int times) {
        calls.addAll(Collections.nCopies(times, fault));
    }

    public void nextMessages(Create fault, int times) {
        messages.addAll(Collections.nCopies(times, fault));
    }

    public void nextRecordings(Create fault, int times) {
        recordings.addAll(Collections.nCopies(times, fault));
    }

    public void nextCallbacks(Callback fault, int times) {
        callbacks.addAll(Collections.nCopies(times, fault));
    }

    /// Nothing goes wrong any more.
    public void clear() {
        calls.clear();
        messages.clear();
        recordings.clear();
        callbacks.clear();
    }

    public int armed() {
        return calls.size() + messages.size() + recordings.size() + callbacks.size();
    }

    /// Arms a fault by the name the control API uses, such as `timeout-after-effect` or
    /// `duplicate`. Answers false when there is no such fault.
    boolean arm(Resource resource, String name, int times) {
        Optional<Create> create = named(Create.values(), name);
        Optional<Callback> callback = named(Callback.values(), name);
        create.ifPresent(fault -> creates(resource).addAll(Collections.nCopies(times, fault)));
        callback.ifPresent(fault -> nextCallbacks(fault, times));
        return create.isPresent() || callback.isPresent();
    }

    private static <F extends Enum<F>> Optional<F> named(F[] faults, String name) {
        return Arrays.stream(faults)
                .filter(
                        fault ->
                                fault.name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '-')
                                        .equals(name))
                .findFirst();
    }

    Optional<Create> takeCreate(Resource resource) {
        return Optional.ofNullable(creates(resource).poll());
    }

    private Queue<Create> creates(Resource resource) {
        return switch (resource) {
            case CALLS -> calls;
            case MESSAGES -> messages;
            case RECORDINGS -> recordings;
        };
    }

    Optional<Callback> takeCallback() {
        return Optional.ofNullable(callbacks.poll());
    }
}
