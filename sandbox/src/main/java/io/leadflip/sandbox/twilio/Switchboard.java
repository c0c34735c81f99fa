package io.leadflip.sandbox.twilio;

import io.leadflip.sandbox.ledger.Ledger;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Accepts calls, runs them, and passes signals to those that are live.
final class Switchboard {
    private final Calls calls;
    private final Ledger ledger;
    private final TwilioFaults faults;
    private final VoiceRecordings recordings;
    private final Exchange exchange;
    private final Map<String, CallRun> live = new ConcurrentHashMap<>();

    Switchboard(
            Calls calls,
            Ledger ledger,
            TwilioFaults faults,
            VoiceRecordings recordings,
            Exchange exchange) {
        this.calls = calls;
        this.ledger = ledger;
        this.faults = faults;
        this.recordings = recordings;
        this.exchange = exchange;
    }

    Call place(CallOrder order) {
        Call call = calls.accept(order);
        Callbacks callbacks = new Callbacks(exchange.webhooks(), faults, exchange.threads());
        CallProgress progress = new CallProgress(call, ledger, callbacks, exchange.clock());
        CallRun run = new CallRun(call, progress, exchange);
        live.put(call.sid(), run);
        exchange.threads().execute(() -> run(call, run));
        return call;
    }

    private void run(Call call, CallRun run) {
        try {
            run.run();
        } finally {
            recordings.ran(call);
            live.remove(call.sid());
        }
    }

    /// Answers false when the call is not live (any more).
    boolean signal(Call call, Signal signal) {
        CallRun run = live.get(call.sid());
        if (run == null || call.status().over()) {
            return false;
        }
        run.signal(signal);
        return true;
    }

    int liveCalls() {
        return live.size();
    }
}
