package io.leadflip.sandbox.twilio;

import io.leadflip.sandbox.caller.Callee;
import io.leadflip.sandbox.caller.Persona;
import io.leadflip.sandbox.caller.Personas;
import io.leadflip.sandbox.caller.Speech;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;

/// The equipment every running call uses: people, voices, lines, streams and the clock.
record Exchange(
        Vertx vertx,
        WebSocketClient sockets,
        ExecutorService threads,
        SandboxClock clock,
        Personas personas,
        Speech speech,
        Signature signature,
        Webhooks webhooks,
        Recordings recordings,
        String accountSid) {

    /// Prepares everything the callee may say while the phone still rings.
    CompletableFuture<Callee> callee(Persona persona) {
        return CompletableFuture.supplyAsync(() -> Callee.of(persona, speech), threads);
    }

    PhoneLine line(Call call, Callee callee, Runnable onHangUp) {
        CallRecording recording = recordings.begin(call.sid());
        return new PhoneLine(vertx.getOrCreateContext(), clock, callee, recording, onHangUp);
    }

    /// A line that moves in step with another.
    PhoneLine legOf(PhoneLine line, String legSid, Callee callee, Runnable onHangUp) {
        CallRecording recording = recordings.begin(legSid);
        return new PhoneLine(line.context(), clock, callee, recording, onHangUp);
    }

    Instructions instructions(Call call, CallProgress progress) {
        return new Instructions(webhooks, call, progress);
    }

    MediaStream stream(
            Verb.ConnectStream order,
            Call call,
            PhoneLine line,
            CallProgress progress,
            BiConsumer<MediaStream, StreamEnd> onEnd) {
        return new MediaStream(order, accountSid, call.sid(), line, progress, onEnd);
    }

    void connect(MediaStream stream, Runnable onStart) {
        stream.open(sockets, signature, onStart);
    }

    /// Does something off the event loop, that much telephone time from now.
    void later(Duration time, Runnable work) {
        vertx.setTimer(
                clock.realMillis(time),
                timer -> {
                    if (!threads.isShutdown()) {
                        threads.execute(work);
                    }
                });
    }
}
