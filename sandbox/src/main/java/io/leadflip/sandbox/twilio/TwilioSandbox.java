package io.leadflip.sandbox.twilio;

import io.leadflip.sandbox.SandboxSettings;
import io.leadflip.sandbox.caller.Personas;
import io.leadflip.sandbox.caller.Speech;
import io.leadflip.sandbox.ledger.Ledger;
import io.leadflip.sandbox.speech.Voice;
import io.leadflip.sandbox.speech.Voices;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Twilio on one machine: the REST API for calls, recordings and messages, signed callbacks, TwiML,
/// and Media Streams to real people ({@link Personas}) who listen and talk. Started again on the
/// same ledger it knows what it did before.
public final class TwilioSandbox implements AutoCloseable {
    private static final int LARGEST_MESSAGE = 16 << 20;

    /// A language, perhaps a region, perhaps a variant: `en-us+f3`, `es-419`, `de`.
    private static final Pattern SPEECH_PROGRAM =
            Pattern.compile("[a-z]{2}(-[a-z0-9]{2,4})?(\\+[a-z]\\d)?");

    private static final int LARGEST_FORM = 1 << 20;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final TwilioFaults faults = new TwilioFaults();
    private final Recordings recordings = new Recordings();
    private final Messages messages;
    private final InboundMessages inbound;
    private final Switchboard switchboard;
    private final Webhooks webhooks;
    private final CallApi callApi;
    private final MessageApi messageApi;
    private final VoiceRecordingApi recordingApi;
    private final Rest rest;

    public TwilioSandbox(
            Vertx vertx,
            Ledger ledger,
            Personas personas,
            Voices voices,
            SandboxSettings settings) {
        this(vertx, ledger, personas, audible(voices), settings);
    }

    TwilioSandbox(
            Vertx vertx,
            Ledger ledger,
            Personas personas,
            Speech speech,
            SandboxSettings settings) {
        String account = settings.credentials().twilioAccountSid();
        Signature signature = new Signature(settings.credentials().twilioAuthToken());
        SandboxClock clock = new SandboxClock(settings.clockRate());
        webhooks = new Webhooks(signature, clock, threads);
        Exchange exchange =
                new Exchange(
                        vertx,
                        vertx.createWebSocketClient(sockets()),
                        threads,
                        clock,
                        personas,
                        speech,
                        signature,
                        webhooks,
                        recordings,
                        account);
        Calls calls = new Calls(account, ledger);
        messages = new Messages(ledger, faults, exchange);
        inbound = InboundMessages.of(exchange, messages, faults);
        VoiceRecordings recorded = new VoiceRecordings(account, ledger, faults, exchange);
        switchboard = new Switchboard(calls, ledger, faults, recorded, exchange);
        rest = new Rest(account, settings.credentials().twilioAuthToken(), ledger, faults);
        callApi = new CallApi(rest, calls, switchboard);
        messageApi = new MessageApi(rest, messages);
        recordingApi = new VoiceRecordingApi(rest, calls, recorded);
    }

    /// Twilio's own voices (`alice`, `Polly.Joanna`) are all spoken by the usual one.
    private static Speech audible(Voices voices) {
        return (text, voice) ->
                voices.mulaw(
                        text,
                        SPEECH_PROGRAM.matcher(voice).matches()
                                ? Voice.named(voice)
                                : Voice.CALLEE);
    }

    private static WebSocketClientOptions sockets() {
        return new WebSocketClientOptions()
                .setMaxFrameSize(LARGEST_MESSAGE)
                .setMaxMessageSize(LARGEST_MESSAGE)
                .setMaxConnections(10_000)
                .setConnectTimeout(5000);
    }

    public void mount(Router router) {
        BodyHandler body = BodyHandler.create(false).setBodyLimit(LARGEST_FORM);
        // Bodies are read of POSTs only: some clients name a form content type on GETs, too.
        router.post("/2010-04-01/*").handler(body);
        router.post("/__sandbox/faults/twilio").handler(body);
        router.post("/__sandbox/twilio/inbound").handler(body);
        recordingApi.mount(router);
        callApi.mount(router);
        messageApi.mount(router);
        new TwilioControl(faults, messages, recordings, inbound).mount(router);
        router.route("/2010-04-01/*").handler(rest::notFound);
    }

    public TwilioFaults faults() {
        return faults;
    }

    /// From now on messages to this number are refused with 21610.
    public void suppress(String number) {
        messages.suppress(number);
    }

    /// What was really said and played on a call; only the latest calls are kept.
    public Optional<CallRecording> recording(String callSid) {
        return recordings.of(callSid);
    }

    public int liveCalls() {
        return switchboard.liveCalls();
    }

    /// Ends all calls without a word. Nothing is written to the ledger once this has returned.
    @Override
    public void close() {
        threads.shutdownNow();
        webhooks.close();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
