package io.leadflip.bench.events.layer;

import io.leadflip.bench.events.runner.TaskLoop;
import io.leadflip.bench.events.runner.TaskLoop.Task;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The delivery layer as a contestant: a service like the five, asked on its standard input.
@QuarkusMain
class LayerRunner implements QuarkusApplication {
    private final Carrier carrier;

    LayerRunner(
            @ConfigProperty(name = "bench.kind") Kind kind,
            TransportCarrier transport,
            EffectCarrier effects) {
        this.carrier =
                switch (kind) {
                    case L1 -> transport;
                    case L2 -> effects;
                };
    }

    enum Kind {
        L1,
        L2
    }

    @Override
    public int run(String... arguments) throws Exception {
        var tasks = new HashMap<String, Task>(carrier.tasks());
        tasks.put("hello", options -> Map.of());
        tasks.put("heap", options -> Map.of("bytes", heapAfterCollection()));
        new TaskLoop(tasks).run(System.in, System.out);
        return 0;
    }

    /// What is really held: garbage that waits for its collection would hide a leak.
    private static long heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
