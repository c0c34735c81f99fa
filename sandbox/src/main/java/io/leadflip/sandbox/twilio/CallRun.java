package io.leadflip.sandbox.twilio;

import io.leadflip.sandbox.caller.Answer;
import io.leadflip.sandbox.caller.Callee;
import io.leadflip.sandbox.caller.Persona;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// One call from the queue to its end, written down in the order in which it happens; runs on a
/// virtual thread of its own.
final class CallRun implements Runnable {
    private static final System.Logger LOG = System.getLogger(CallRun.class.getName());
    private static final Duration SET_UP = Duration.ofMillis(100);
    private static final Duration BUSY_TONE = Duration.ofMillis(400);

    private final Call call;
    private final CallProgress progress;
    private final Inbox inbox;
    private final Exchange exchange;

    CallRun(Call call, CallProgress progress, Exchange exchange) {
        this.call = call;
        this.progress = progress;
        this.exchange = exchange;
        this.inbox = new Inbox(exchange.clock());
    }

    void signal(Signal signal) {
        inbox.put(signal);
    }

    @Override
    public void run() {
        try {
            place(exchange.personas().behind(call.order().to()));
        } catch (InterruptedException e) {
            // The sandbox stops; what becomes of this call is decided when it starts again.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The sandbox could not run a call", e);
            progress.moved(call.status().unanswered() ? CallStatus.FAILED : CallStatus.COMPLETED);
        }
    }

    private void place(Persona persona) throws InterruptedException {
        if (cancelledWithin(SET_UP)) {
            progress.moved(CallStatus.CANCELED);
            return;
        }
        progress.moved(CallStatus.INITIATED);
        if (persona.answer() == Answer.FAILED) {
            progress.moved(CallStatus.FAILED);
            return;
        }
        CompletableFuture<Callee> callee = exchange.callee(persona);
        progress.moved(CallStatus.RINGING);
        Optional<CallStatus> unanswered = ring(persona);
        if (unanswered.isPresent()) {
            progress.moved(unanswered.get());
        } else {
            talk(callee.join());
        }
    }

    private Optional<CallStatus> ring(Persona persona) throws InterruptedException {
        Duration patience = call.order().timeout();
        Duration ringing =
                switch (persona.answer()) {
                    case NO_ANSWER -> patience;
                    case BUSY, FAILED -> BUSY_TONE;
                    case HUMAN, VOICEMAIL, SCREENED -> persona.ring();
                };
        boolean tooLong = ringing.compareTo(patience) >= 0;
        if (cancelledWithin(tooLong ? patience : ringing)) {
            return Optional.of(CallStatus.CANCELED);
        }
        if (persona.answer() == Answer.BUSY) {
            return Optional.of(CallStatus.BUSY);
        }
        return tooLong ? Optional.of(CallStatus.NO_ANSWER) : Optional.empty();
    }

    private boolean cancelledWithin(Duration time) throws InterruptedException {
        return inbox.await(time) instanceof Signal.HangUp;
    }

    private void talk(Callee callee) throws InterruptedException {
        PhoneLine line = exchange.line(call, callee, () -> inbox.put(new Signal.CalleeLeft()));
        progress.moved(CallStatus.IN_PROGRESS);
        inbox.limit(call.order().timeLimit());
        line.open();
        try {
            new Conversation(call, progress, inbox, line, exchange).hold(callee);
        } finally {
            line.close();
        }
        progress.moved(CallStatus.COMPLETED);
    }
}
