package io.leadflip.sandbox.twilio;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;

/// Obtains the documents of one call. When the first address fails the fallback is asked, once, and
/// told why.
final class Instructions {
    private static final int INVALID_URL = 11100;
    private static final int HTTP_FAILED = 11200;
    private static final int CONNECTION_FAILED = 11205;
    private static final int UNREADABLE = 12100;
    private static final int UNKNOWN_VERB = 12200;

    private sealed interface Outcome {
        record Read(Program program) implements Outcome {}

        record Failed(int code) implements Outcome {}
    }

    private final Webhooks webhooks;
    private final Call call;
    private final CallProgress progress;

    Instructions(Webhooks webhooks, Call call, CallProgress progress) {
        this.webhooks = webhooks;
        this.call = call;
        this.progress = progress;
    }

    /// Empty when neither the source nor the fallback gave a document: the call cannot go on.
    Optional<Program> obtain(Source source, SortedMap<String, String> fields)
            throws InterruptedException {
        return switch (read(source, fields)) {
            case Outcome.Read(Program program) -> Optional.of(program);
            case Outcome.Failed(int code) -> fallback(source, code);
        };
    }

    private Optional<Program> fallback(Source failed, int code) throws InterruptedException {
        if (call.order().fallback().isEmpty()) {
            return Optional.empty();
        }
        SortedMap<String, String> fields = call.fields();
        fields.put("ErrorCode", Integer.toString(code));
        if (failed instanceof Source.Fetched(Webhook webhook)) {
            fields.put("ErrorUrl", webhook.url());
        }
        Source second = new Source.Fetched(call.order().fallback().get());
        return read(second, fields) instanceof Outcome.Read(Program program)
                ? Optional.of(program)
                : Optional.empty();
    }

    private Outcome read(Source source, SortedMap<String, String> fields)
            throws InterruptedException {
        Outcome outcome =
                switch (source) {
                    case Source.Inline(String twiml) -> parse(twiml, Optional.empty());
                    case Source.Fetched(Webhook webhook) -> fetch(webhook, fields);
                };
        if (outcome instanceof Outcome.Failed(int code)) {
            progress.violation("document", code, "A document could not be obtained");
        }
        return outcome;
    }

    private Outcome fetch(Webhook webhook, SortedMap<String, String> fields)
            throws InterruptedException {
        if (!webhook.usable()) {
            return new Outcome.Failed(INVALID_URL);
        }
        try {
            Webhooks.Reply reply = webhooks.send(webhook, fields);
            return reply.success()
                    ? parse(reply.body(), Optional.of(webhook))
                    : new Outcome.Failed(HTTP_FAILED);
        } catch (IOException e) {
            return new Outcome.Failed(CONNECTION_FAILED);
        }
    }

    private Outcome parse(String xml, Optional<Webhook> origin) {
        try {
            Twiml twiml = Twiml.parse(xml);
            twiml.unknown()
                    .forEach(name -> progress.violation("document", UNKNOWN_VERB, "Verb " + name));
            return new Outcome.Read(new Program(twiml, origin));
        } catch (Twiml.Unreadable e) {
            return new Outcome.Failed(UNREADABLE);
        }
    }
}
