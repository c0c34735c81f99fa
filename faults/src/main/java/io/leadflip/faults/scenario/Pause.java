package io.leadflip.faults.scenario;

import io.leadflip.faults.world.Service;
import io.leadflip.faults.world.ServiceProcess;
import java.util.List;

/// A consumer stands still for a minute while a second instance takes over its partitions and its
/// work; then it goes on where it was. What it still believes to hold must not be committed.
final class Pause implements Scenario {
    private static final List<Service> CONSUMERS =
            List.of(Service.MATCHING, Service.NOTIFIER, Service.CALL_ORCHESTRATOR);

    @Override
    public String name() {
        return "pause";
    }

    @Override
    public void run(Stage stage) {
        Service paused = CONSUMERS.get(stage.random().nextInt(CONSUMERS.size()));
        ServiceProcess twin = stage.world().startTwin(paused);
        stage.say("SIGSTOP %s, its twin is up", paused.wire());
        stage.world().service(paused).pause();
        stage.pass(stage.settings().pause());
        stage.world().service(paused).resume();
        stage.recovered("a pause of %s".formatted(paused.wire()));
        twin.stop();
        stage.recovered("the twin's leaving");
        stage.note(paused.wire() + " was paused");
    }
}
