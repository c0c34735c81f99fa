package io.leadflip.faults.scenario;

import io.leadflip.faults.world.Service;
import io.leadflip.faults.world.ServiceProcess;
import java.time.Duration;
import java.util.Random;

/// `kill -9` of a random service at a random moment, again and again; each is started again at
/// once, and may be killed again before it is up. Between two kills passes any time up to twice the
/// usual one. Every tenth time the next one waits until the system has got over it, so that an
/// outage in between is seen as well.
final class Kill implements Scenario {
    private static final Service[] SERVICES = Service.values();
    private static final int MEASURED_EVERY = 10;

    @Override
    public String name() {
        return "kill";
    }

    @Override
    public void run(Stage stage) {
        Random random = stage.random();
        long longest = stage.settings().killEvery().multipliedBy(2).toMillis();
        int kills = stage.settings().kills();
        for (int kill = 1; kill <= kills; kill++) {
            Service victim = SERVICES[random.nextInt(SERVICES.length)];
            stage.pass(Duration.ofMillis(random.nextLong(longest)));
            stage.world().service(victim).killAndRestart();
            stage.say("kill -9 %d of %d: %s", kill, kills, victim.wire());
            if (kill % MEASURED_EVERY == 0 || kill == kills) {
                stage.recovered("kill %d of %d".formatted(kill, kills));
            }
        }
        stage.world().services().forEach(ServiceProcess::awaitReady);
    }
}
