package io.leadflip.sandbox.twilio;

import io.leadflip.sandbox.caller.Callee;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/// An answered call playing its documents, verb by verb, until one of the sides ends it.
final class Conversation {
    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(2);
    private static final int BAD_SCHEME = 31922;
    private static final int BAD_URL = 31923;

    private final Call call;
    private final CallProgress progress;
    private final Inbox inbox;
    private final PhoneLine line;
    private final Exchange exchange;
    private final Instructions instructions;

    Conversation(Call call, CallProgress progress, Inbox inbox, PhoneLine line, Exchange exchange) {
        this.call = call;
        this.progress = progress;
        this.inbox = inbox;
        this.line = line;
        this.exchange = exchange;
        this.instructions = exchange.instructions(call, progress);
    }

    void hold(Callee callee) throws InterruptedException {
        Step step = detect(callee);
        while (step instanceof Step.Goto(Source source, SortedMap<String, String> fields)) {
            Optional<Program> program = instructions.obtain(source, fields);
            step = program.isPresent() ? play(program.get()) : new Step.End();
        }
    }

    /// With asynchronous detection the document is fetched at once, otherwise only after the
    /// verdict.
    private Step detect(Callee callee) throws InterruptedException {
        Optional<Detection.Verdict> verdict = call.order().detection().on(callee);
        if (verdict.isPresent() && call.order().detection().async()) {
            exchange.later(verdict.get().after(), () -> detected(verdict.get()));
        } else if (verdict.isPresent()) {
            Step interrupted = pause(verdict.get().after());
            if (!(interrupted instanceof Step.Onward)) {
                return interrupted;
            }
            detected(verdict.get());
        }
        SortedMap<String, String> fields = call.fields();
        call.answeredBy().ifPresent(who -> fields.put("AnsweredBy", who));
        return new Step.Goto(call.order().instructions(), fields);
    }

    private void detected(Detection.Verdict verdict) {
        if (!call.status().over()) {
            progress.detected(verdict);
        }
    }

    private Step play(Program program) throws InterruptedException {
        for (Verb verb : program.twiml().verbs()) {
            Step interrupted = pause(Duration.ZERO);
            Step step = interrupted instanceof Step.Onward ? perform(verb, program) : interrupted;
            if (!(step instanceof Step.Onward)) {
                return step;
            }
        }
        return new Step.End();
    }

    private Step perform(Verb verb, Program program) throws InterruptedException {
        return switch (verb) {
            case Verb.Say(String text, String voice) -> say(exchange.speech().mulaw(text, voice));
            case Verb.Pause(Duration length) -> pause(length);
            case Verb.Redirect(String url, String method) ->
                    fetch(program.resolve(url, method), call.fields());
            case Verb.Gather gather -> gather(gather, program);
            case Verb.Hangup() -> new Step.End();
            case Verb.ConnectStream stream -> connect(stream, program);
            case Verb.Dial dial -> dial(dial, program);
        };
    }

    private Step say(byte[] audio) throws InterruptedException {
        Playout playout = new Playout();
        playout.add(audio);
        Signal played = new Signal.Played(playout);
        line.play(playout, () -> inbox.put(played));
        Step step = follow(awaitOwn(played::equals, AS_LONG_AS_IT_TAKES));
        line.detach();
        return step;
    }

    /// Nobody presses a key on this line when a document asks for one.
    private Step gather(Verb.Gather gather, Program program) throws InterruptedException {
        for (Verb verb : gather.prompt()) {
            Step step = perform(verb, program);
            if (!(step instanceof Step.Onward)) {
                return step;
            }
        }
        return pause(gather.timeout());
    }

    private Step pause(Duration length) throws InterruptedException {
        return follow(awaitOwn(signal -> false, length));
    }

    /// Passes over ends that earlier verbs have left behind.
    private Signal awaitOwn(Predicate<Signal> own, Duration length) throws InterruptedException {
        Signal signal = inbox.await(length);
        while (isEndOfAVerb(signal) && !own.test(signal)) {
            signal = inbox.await(length);
        }
        return signal;
    }

    private static boolean isEndOfAVerb(Signal signal) {
        return signal instanceof Signal.StreamOver
                || signal instanceof Signal.Played
                || signal instanceof Signal.LegLeft;
    }

    private Step follow(Signal signal) {
        return switch (signal) {
            case Signal.Elapsed() -> new Step.Onward();
            case Signal.StreamOver over -> new Step.Onward();
            case Signal.Played played -> new Step.Onward();
            case Signal.LegLeft left -> new Step.Onward();
            case Signal.HangUp() -> new Step.End();
            case Signal.CalleeLeft() -> new Step.End();
            case Signal.TimeUp() -> new Step.End();
            case Signal.Redirect(Source source) -> new Step.Goto(source, call.fields());
        };
    }

    /// The call goes on with the action's document, unless something ended the leg from this side.
    private Step dial(Verb.Dial order, Program program) throws InterruptedException {
        DialLeg leg = new DialLeg(order, program, call, progress, line, exchange, inbox);
        DialLeg.End end = leg.run(this::awaitOwn);
        line.detach();
        if (!(end.cut() instanceof Signal.Elapsed)) {
            return follow(end.cut());
        }
        SortedMap<String, String> fields = call.fields();
        fields.putAll(end.fields());
        return order.action()
                .map(action -> fetch(program.resolve(action, order.actionMethod()), fields))
                .orElseGet(Step.Onward::new);
    }

    private static Step fetch(Webhook webhook, SortedMap<String, String> fields) {
        return new Step.Goto(new Source.Fetched(webhook), fields);
    }

    private Step connect(Verb.ConnectStream order, Program program) throws InterruptedException {
        Optional<StreamEnd> refused = refuse(order.url());
        if (refused.isPresent()) {
            return afterStream(order, program, "", refused.get());
        }
        MediaStream stream =
                exchange.stream(
                        order,
                        call,
                        line,
                        progress,
                        (which, end) -> inbox.put(new Signal.StreamOver(which, end)));
        String streamSid = stream.streamSid();
        exchange.connect(
                stream, () -> tell(order, program, streamSid, "stream-started", Optional.empty()));
        Signal signal =
                awaitOwn(
                        ended ->
                                ended instanceof Signal.StreamOver(MediaStream which, StreamEnd end)
                                        && which == stream,
                        AS_LONG_AS_IT_TAKES);
        if (signal instanceof Signal.StreamOver(MediaStream same, StreamEnd end)) {
            return afterStream(order, program, streamSid, end);
        }
        stream.stop();
        tell(order, program, streamSid, "stream-stopped", Optional.empty());
        return follow(signal);
    }

    /// Twilio connects to `wss` only, and takes no query string; on this machine plain `ws` will
    /// do.
    private Optional<StreamEnd> refuse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return notAccepted(url, BAD_URL, "stream URL is not a URL");
        }
        boolean here = "127.0.0.1".equals(uri.getHost()) || "localhost".equals(uri.getHost());
        if (!"wss".equals(uri.getScheme()) && !("ws".equals(uri.getScheme()) && here)) {
            return notAccepted(url, BAD_SCHEME, "stream URL is not wss");
        }
        if (uri.getHost() == null || uri.getRawQuery() != null) {
            return notAccepted(url, BAD_URL, "stream URL must name a host and no query");
        }
        return Optional.empty();
    }

    private Optional<StreamEnd> notAccepted(String url, int code, String why) {
        progress.violation(url, code, why);
        return Optional.of(new StreamEnd.Broken(code, why));
    }

    private Step afterStream(
            Verb.ConnectStream order, Program program, String streamSid, StreamEnd end) {
        SortedMap<String, String> fields = call.fields();
        fields.put("StreamSid", streamSid);
        fields.put("StreamName", order.name());
        Optional<String> error =
                end instanceof StreamEnd.Broken(int code, String detail)
                        ? Optional.of(code + " " + detail)
                        : Optional.empty();
        String event = error.isPresent() ? "stream-error" : "stream-stopped";
        fields.put("StreamEvent", event);
        error.ifPresent(text -> fields.put("StreamError", text));
        tell(order, program, streamSid, event, error);
        return order.action()
                .map(action -> fetch(program.resolve(action, order.actionMethod()), fields))
                .orElseGet(Step.Onward::new);
    }

    private void tell(
            Verb.ConnectStream order,
            Program program,
            String streamSid,
            String event,
            Optional<String> error) {
        if (order.statusCallback().isEmpty()) {
            return;
        }
        SortedMap<String, String> fields = call.fields();
        fields.put("StreamSid", streamSid);
        fields.put("StreamName", order.name());
        fields.put("StreamEvent", event);
        fields.put("Timestamp", Instant.now().toString());
        error.ifPresent(text -> fields.put("StreamError", text));
        progress.tell(
                program.resolve(order.statusCallback().get(), order.statusCallbackMethod()),
                fields);
    }
}
