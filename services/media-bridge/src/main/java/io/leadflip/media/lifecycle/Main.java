package io.leadflip.media.lifecycle;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/// Runs the service until it is told to stop, and then lets calls end before anything is closed.
///
/// The framework's own stop closes the HTTP server, and with it every call, before it tells
/// anybody. So the signal is taken here.
@QuarkusMain
class Main implements QuarkusApplication {
    private final Drain drain;
    private final AtomicBoolean stopping = new AtomicBoolean();

    Main(Drain drain) {
        this.drain = drain;
    }

    @Override
    public int run(String... args) {
        Signal.handle(new Signal("TERM"), signal -> stop());
        Signal.handle(new Signal("INT"), signal -> stop());
        Quarkus.waitForExit();
        return 0;
    }

    private void stop() {
        if (stopping.compareAndSet(false, true)) {
            Thread thread = new Thread(this::drainAndExit, "drain");
            // Signals arrive on a thread of the JVM that knows nothing of the application's
            // classes.
            thread.setContextClassLoader(Main.class.getClassLoader());
            thread.start();
        }
    }

    private void drainAndExit() {
        try {
            drain.end();
        } finally {
            Quarkus.asyncExit(0);
        }
    }
}
