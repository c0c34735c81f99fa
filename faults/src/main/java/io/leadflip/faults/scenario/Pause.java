package io.leadflip.faults.scenario;

import io.leadflip.faults.world.Service;
import io.leadflip.faults.world.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Each consumer in turn stands still while a second instance takes over its partitions and its
/// work; then it goes on where it was. What it still believes to hold must not be committed. The
/// first one, which chance decides, stands as long as the settings say; the others only so long
/// that their leases have run out.
final class Pause implements Scenario {
    private static final Duration LATER_ONES = Duration.ofSeconds(20);
    private static final List<Service> CONSUMERS =
            List.of(
                    Service.LEAD_INTAKE,
                    Service.MATCHING,
                    Service.NOTIFIER,
                    Service.CALL_ORCHESTRATOR);

    @Override
    public String name() {
        return "pause";
    }

    @Override
    public void run(Stage stage) {
        List<Service> consumers = new ArrayList<>(CONSUMERS);
        Collections.shuffle(consumers, stage.random());
        Duration time = stage.settings().pause();
        for (Service consumer : consumers) {
            pause(stage, consumer, time);
            time = time.compareTo(LATER_ONES) < 0 ? time : LATER_ONES;
        }
    }

    private static void pause(Stage stage, Service paused, Duration time) {
        ServiceProcess twin = stage.world().startTwin(paused);
        stage.say("SIGSTOP %s for %d s, its twin is up", paused.wire(), time.toSeconds());
        stage.world().service(paused).pause();
        stage.pass(time);
        stage.world().service(paused).resume();
        stage.recovered("a pause of %s".formatted(paused.wire()));
        twin.stop();
        stage.recovered("the leaving of the twin of %s".formatted(paused.wire()));
    }
}
