package io.leadflip.sandbox.twilio;

import io.leadflip.sandbox.caller.Answer;
import io.leadflip.sandbox.caller.Callee;
import io.leadflip.sandbox.caller.Frame;
import io.leadflip.sandbox.caller.Persona;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

/// The leg of a `<Dial>`: another phone rings, whoever answers may hear a document first, and is
/// put together with the call's line until one of them leaves. It runs on the call's own thread.
final class DialLeg {
    /// Ledger: a leg was dialled; its `parent` is the call's SID.
    static final String PLACED = "twilio.leg";

    /// Ledger: a leg is over.
    static final String OVER = "twilio.leg.status";

    private static final Duration BUSY_TONE = Duration.ofMillis(400);
    private static final int BAD_NUMBER = 13224;
    private static final int BAD_CALLER_ID = 13214;
    private static final int WHISPER_FAILED = 11200;

    /// How the call's thread waits, passing over ends that are not awaited.
    interface Wait {
        Signal on(Predicate<Signal> own, Duration length) throws InterruptedException;
    }

    /// @param cut what ended it from the call's side; `Elapsed` when nothing did
    /// @param fields what the action is told
    record End(Signal cut, Map<String, String> fields) {}

    private static final Signal NOTHING = new Signal.Elapsed();

    private final String sid = "CA" + UUID.randomUUID().toString().replace("-", "");
    private final Verb.Dial order;
    private final Program program;
    private final Call call;
    private final CallProgress progress;
    private final PhoneLine line;
    private final Exchange exchange;
    private final Inbox inbox;
    private final String from;

    DialLeg(
            Verb.Dial order,
            Program program,
            Call call,
            CallProgress progress,
            PhoneLine line,
            Exchange exchange,
            Inbox inbox) {
        this.order = order;
        this.program = program;
        this.call = call;
        this.progress = progress;
        this.line = line;
        this.exchange = exchange;
        this.inbox = inbox;
        this.from = order.callerId().orElse(call.order().from());
    }

    End run(Wait wait) throws InterruptedException {
        if (!PhoneNumbers.valid(order.number()) || !PhoneNumbers.valid(from)) {
            boolean caller = PhoneNumbers.valid(order.number());
            progress.violation(
                    sid, caller ? BAD_CALLER_ID : BAD_NUMBER, "A number cannot be dialled");
            return over(CallStatus.FAILED, false, Duration.ZERO, NOTHING);
        }
        progress.leg(new JsonObject().put("sid", sid).put("to", order.number()).put("from", from));
        Persona persona = exchange.personas().behind(order.number());
        if (persona.answer() == Answer.FAILED) {
            return over(CallStatus.FAILED, false, Duration.ZERO, NOTHING);
        }
        boolean lifts = persona.answer().lifts();
        Duration ringing =
                switch (persona.answer()) {
                    case NO_ANSWER -> order.timeout();
                    case BUSY, FAILED -> BUSY_TONE;
                    case HUMAN, VOICEMAIL, SCREENED -> persona.ring();
                };
        boolean tooLong = ringing.compareTo(order.timeout()) >= 0;
        Callee callee = lifts && !tooLong ? exchange.callee(persona).join() : null;
        Signal cut = wait.on(signal -> false, tooLong ? order.timeout() : ringing);
        if (!(cut instanceof Signal.Elapsed)) {
            return over(CallStatus.CANCELED, false, Duration.ZERO, cut);
        }
        if (callee == null) {
            CallStatus unanswered =
                    persona.answer() == Answer.BUSY ? CallStatus.BUSY : CallStatus.NO_ANSWER;
            return over(unanswered, false, Duration.ZERO, NOTHING);
        }
        return answered(callee, persona.pressesWhenAsked(), wait);
    }

    private End answered(Callee callee, Optional<String> key, Wait wait)
            throws InterruptedException {
        long began = System.nanoTime();
        Signal left = new Signal.LegLeft(this);
        PhoneLine leg = exchange.legOf(line, sid, callee, () -> inbox.put(left));
        tell(CallStatus.IN_PROGRESS, Duration.ZERO);
        leg.open();
        try {
            Ear ear = new Ear(leg, key, left, wait);
            Signal cut =
                    order.first().isEmpty()
                            ? new Signal.Played(new Playout())
                            : hear(first(order.first().get()), ear);
            boolean bridged = cut instanceof Signal.Played;
            if (bridged) {
                PhoneLine.join(line, leg);
                cut = wait.on(left::equals, order.timeLimit());
            }
            Duration talked =
                    exchange.clock().telephone(Duration.ofNanos(System.nanoTime() - began));
            return over(CallStatus.COMPLETED, bridged, talked, cut.equals(left) ? NOTHING : cut);
        } finally {
            leg.close();
        }
    }

    /// Whoever answered.
    ///
    /// @param key pressed when asked for one
    private record Ear(PhoneLine leg, Optional<String> key, Signal left, Wait waiting) {}

    /// What whoever answered hears first.
    ///
    /// @return `Played` when it was heard to its end
    private Signal hear(List<Verb> document, Ear ear) throws InterruptedException {
        Playout whisper = new Playout();
        for (Verb verb : document) {
            switch (verb) {
                case Verb.Say say -> add(say, whisper);
                case Verb.Pause pause -> add(pause, whisper);
                case Verb.Gather gather -> {
                    gather.prompt().forEach(part -> add(part, whisper));
                    Signal heard = play(whisper, ear);
                    return heard instanceof Signal.Played ? pressed(gather, document, ear) : heard;
                }
                // Whatever else stands there ends the leg.
                case Verb other -> {
                    return ear.left();
                }
            }
        }
        return play(whisper, ear);
    }

    private void add(Verb verb, Playout whisper) {
        switch (verb) {
            case Verb.Say(String text, String voice) ->
                    whisper.add(exchange.speech().mulaw(text, voice));
            case Verb.Pause(Duration length) -> whisper.add(silence(length));
            // Nothing else can be heard.
            case Verb other -> {}
        }
    }

    private Signal play(Playout whisper, Ear ear) throws InterruptedException {
        Signal played = new Signal.Played(whisper);
        ear.leg().play(whisper, () -> inbox.put(played));
        return ear.waiting()
                .on(
                        signal -> signal.equals(played) || signal.equals(ear.left()),
                        order.timeLimit());
    }

    /// The key decides what is heard next; without one the document goes on.
    private Signal pressed(Verb.Gather gather, List<Verb> document, Ear ear)
            throws InterruptedException {
        if (ear.key().isPresent() && gather.action().isPresent()) {
            Webhook asked = program.resolve(gather.action().get(), gather.method());
            return hear(document(asked, Map.of("Digits", ear.key().get())), ear);
        }
        Signal waited = ear.waiting().on(ear.left()::equals, gather.timeout());
        return waited instanceof Signal.Elapsed
                ? hear(document.subList(document.indexOf(gather) + 1, document.size()), ear)
                : waited;
    }

    private static byte[] silence(Duration length) {
        byte[] audio = new byte[(int) length.toMillis() * 8];
        Arrays.fill(audio, Frame.SILENCE);
        return audio;
    }

    private List<Verb> first(String url) throws InterruptedException {
        return document(program.resolve(url, order.firstMethod()), Map.of());
    }

    /// A document that cannot be had ends the leg.
    private List<Verb> document(Webhook webhook, Map<String, String> more)
            throws InterruptedException {
        try {
            SortedMap<String, String> fields = fields(CallStatus.IN_PROGRESS);
            fields.putAll(more);
            Webhooks.Reply reply = exchange.webhooks().send(webhook, fields);
            if (reply.success()) {
                return Twiml.parse(reply.body()).verbs();
            }
        } catch (IOException | Twiml.Unreadable e) {
            // Told below, as for a document that was refused.
        }
        progress.violation(sid, WHISPER_FAILED, "A document for a leg could not be obtained");
        return List.of(new Verb.Hangup());
    }

    private End over(CallStatus status, boolean bridged, Duration talked, Signal cut) {
        long seconds = Call.seconds(talked);
        progress.legOver(
                new JsonObject()
                        .put("sid", sid)
                        .put("status", status.word())
                        .put("bridged", bridged)
                        .put("duration", seconds));
        tell(status, talked);
        return new End(
                cut,
                Map.of(
                        "DialCallSid",
                        sid,
                        "DialCallStatus",
                        status.word(),
                        "DialCallDuration",
                        Long.toString(seconds),
                        "DialBridged",
                        Boolean.toString(bridged)));
    }

    private void tell(CallStatus status, Duration talked) {
        if (order.statusCallback().isEmpty() || !order.events().contains(status.event())) {
            return;
        }
        SortedMap<String, String> fields = fields(status);
        if (status.over()) {
            fields.put("CallDuration", Long.toString(Call.seconds(talked)));
        }
        progress.tell(
                program.resolve(order.statusCallback().get(), order.statusCallbackMethod()),
                fields);
    }

    private SortedMap<String, String> fields(CallStatus status) {
        SortedMap<String, String> fields = new TreeMap<>(call.fields());
        fields.put("CallSid", sid);
        fields.put("ParentCallSid", call.sid());
        fields.put("From", from);
        fields.put("Caller", from);
        fields.put("To", order.number());
        fields.put("Called", order.number());
        fields.put("CallStatus", status.word());
        fields.put("Direction", "outbound-dial");
        return fields;
    }
}
