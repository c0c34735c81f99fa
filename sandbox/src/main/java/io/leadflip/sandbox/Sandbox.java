package io.leadflip.sandbox;

import io.leadflip.sandbox.anthropic.AnthropicSandbox;
import io.leadflip.sandbox.caller.Personas;
import io.leadflip.sandbox.control.ControlApi;
import io.leadflip.sandbox.ledger.Ledger;
import io.leadflip.sandbox.mail.MailEvents;
import io.leadflip.sandbox.mail.MailgunSandbox;
import io.leadflip.sandbox.mail.SendGridSandbox;
import io.leadflip.sandbox.oidc.Issuer;
import io.leadflip.sandbox.openai.OpenAiSandbox;
import io.leadflip.sandbox.speech.Voices;
import io.leadflip.sandbox.twilio.TwilioSandbox;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The outside world on one machine: every provider that LeadFlip talks to, on one port of the
/// loopback address, and an OIDC issuer on another. The same class serves the demo, the tests of
/// the services and the load generator.
public final class Sandbox implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final long PATIENCE_SECONDS = 30;

    private final Vertx vertx;
    private final Ledger ledger;
    private final Personas personas;
    private final Issuer issuer;
    private final TwilioSandbox twilio;
    private final HttpServer server;

    private Sandbox(
            Vertx vertx,
            Ledger ledger,
            Personas personas,
            Issuer issuer,
            TwilioSandbox twilio,
            HttpServer server) {
        this.vertx = vertx;
        this.ledger = ledger;
        this.personas = personas;
        this.issuer = issuer;
        this.twilio = twilio;
        this.server = server;
    }

    /// Starts a sandbox and returns when it answers.
    public static Sandbox start(SandboxSettings settings) {
        Ledger ledger = Ledger.in(settings.dataDirectory());
        Issuer issuer = Issuer.start(settings.oidcPort());
        Vertx vertx = Vertx.vertx();
        Personas personas = new Personas();
        try {
            ControlApi control = new ControlApi(ledger, personas, issuer);
            control.recall();
            Router router = Router.router(vertx);
            control.mount(router);
            Voices voices = new Voices();
            TwilioSandbox twilio = new TwilioSandbox(vertx, ledger, personas, voices, settings);
            twilio.mount(router);
            new OpenAiSandbox(vertx, ledger, voices, settings).mount(router);
            new AnthropicSandbox(vertx, ledger, settings).mount(router);
            MailEvents mailEvents = new MailEvents(vertx);
            mailEvents.mount(router);
            new SendGridSandbox(ledger, settings, mailEvents).mount(router);
            new MailgunSandbox(ledger, settings, mailEvents).mount(router);
            return new Sandbox(
                    vertx,
                    ledger,
                    personas,
                    issuer,
                    twilio,
                    listen(vertx, router, settings.port()));
        } catch (RuntimeException e) {
            issuer.close();
            vertx.close();
            ledger.close();
            throw e;
        }
    }

    private static HttpServer listen(Vertx vertx, Router router, int port) {
        HttpServerOptions options = new HttpServerOptions().setHost(HOST).setPort(port);
        return await(
                vertx.createHttpServer(options).requestHandler(router).listen(),
                "listen on port " + port);
    }

    /// The port of all providers.
    public int port() {
        return server.actualPort();
    }

    /// Where all providers are: the base URL to configure instead of theirs.
    public URI origin() {
        return URI.create("http://" + HOST + ":" + port());
    }

    /// What stands in the `iss` of tokens.
    public URI issuer() {
        return issuer.uri();
    }

    public Ledger ledger() {
        return ledger;
    }

    public Personas personas() {
        return personas;
    }

    /// A session token of `subject` with these roles (consumer, business, admin), good for an hour.
    public String token(String subject, String... roles) {
        return issuer.token(subject, List.of(roles));
    }

    @Override
    public void close() {
        try {
            await(server.close(), "stop listening");
            twilio.close();
            await(vertx.close(), "stop");
        } finally {
            issuer.close();
            ledger.close();
        }
    }

    private static <T> T await(Future<T> future, String task) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the sandbox was to " + task, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The sandbox could not " + task, e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("The sandbox took too long to " + task, e);
        }
    }
}
