package io.leadflip.faults.scenario;

import io.leadflip.faults.proxy.Mode;
import io.leadflip.faults.world.Pair;
import io.leadflip.faults.world.SandboxProcess;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/// The providers are unreachable for minutes; then they answer with errors before anything
/// happened; then they do what they were asked and answer with an error, or never.
final class ProviderDown implements Scenario {
    private static final Duration BETWEEN = Duration.ofSeconds(15);
    private static final int ERRORS = 20;
    private static final int DOUBTFUL = 5;
    private static final List<String> MAIL = List.of("sendgrid", "mailgun");

    @Override
    public String name() {
        return "provider-down";
    }

    @Override
    public boolean mayBreak(Pair pair) {
        return pair.leadsOutside();
    }

    @Override
    public void run(Stage stage) {
        stage.say("all providers away for %d s", stage.settings().providerDown().toSeconds());
        stage.world().network().become(Pair::leadsOutside, Mode.CUT);
        stage.pass(stage.settings().providerDown());
        stage.world().network().become(Pair::leadsOutside, Mode.PASS);
        stage.recovered("providers away");

        SandboxProcess sandbox = stage.world().sandbox();
        stage.say("%d errors before any effect at each provider", ERRORS);
        twilio(sandbox, "error-before-effect", ERRORS);
        mail(sandbox, "fail-before-effect", ERRORS);
        sandbox.fail("anthropic", fail(ERRORS));
        sandbox.fail("openai", new JsonObject().put("refuse", times(2).put("status", 500)));
        stage.pass(BETWEEN);
        stage.recovered("errors of providers");

        stage.say("%d errors and time-outs after the effect at each provider", DOUBTFUL);
        twilio(sandbox, "error-after-effect", DOUBTFUL);
        twilio(sandbox, "timeout-after-effect", DOUBTFUL);
        mail(sandbox, "fail-after-effect", DOUBTFUL);
        mail(sandbox, "time-out-after-effect", DOUBTFUL);
        stage.pass(BETWEEN);
        stage.recovered("effects without an answer");
    }

    private static void twilio(SandboxProcess sandbox, String fault, int times) {
        for (String resource : List.of("calls", "messages")) {
            sandbox.fail("twilio", times(times).put("fault", fault).put("resource", resource));
        }
    }

    private static void mail(SandboxProcess sandbox, String fault, int times) {
        MAIL.forEach(provider -> sandbox.fail(provider, times(times).put("fault", fault)));
    }

    private static JsonObject fail(int times) {
        return new JsonObject().put("fail", times(times).put("status", 500));
    }

    private static JsonObject times(int times) {
        return new JsonObject().put("times", times);
    }
}
