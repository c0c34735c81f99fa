package io.leadflip.platform.stream;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/// How a reader waits for news: the server blocks the read, or, where a host does not let it, the
/// reader asks again and again, less often the longer nothing comes.
sealed interface ReadWait {
    /// @param read reads once, letting the server block for the given time; zero for not at all
    List<StreamBatch> read(Duration wait, Function<Duration, List<StreamBatch>> read);

    /// A blocking read of a stream that does not exist.
    static Request probe(StreamConfig config) {
        return Request.cmd(Command.XREAD)
                .arg("BLOCK")
                .arg(Long.toString(config.probe().toMillis()))
                .arg("STREAMS")
                .arg(config.prefix() + ":probe")
                .arg("$");
    }

    /// Tries the probe: a host that refuses blocking reads answers with an error, or at once.
    static ReadWait after(Runnable probe, StreamConfig config) {
        var began = System.nanoTime();
        try {
            probe.run();
        } catch (StreamsUnavailableException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw e;
            }
            return asking(config);
        }
        var waited = Duration.ofNanos(System.nanoTime() - began);
        return waited.compareTo(config.probe().dividedBy(2)) >= 0 ? new Blocking() : asking(config);
    }

    private static ReadWait asking(StreamConfig config) {
        return new Asking(config.shortestPause(), config.longestPause(), Pause::of);
    }

    /// One read that the server answers when something comes.
    record Blocking() implements ReadWait {
        @Override
        public List<StreamBatch> read(Duration wait, Function<Duration, List<StreamBatch>> read) {
            return read.apply(wait);
        }
    }

    /// A read that is answered at once, and a pause that doubles while nothing comes.
    final class Asking implements ReadWait {
        private final Duration shortest;
        private final Duration longest;
        private final Consumer<Duration> pausing;
        private Duration pause;

        /// @param pausing lets that much time go by
        Asking(Duration shortest, Duration longest, Consumer<Duration> pausing) {
            this.shortest = shortest;
            this.longest = longest;
            this.pausing = pausing;
            this.pause = shortest;
        }

        @Override
        public List<StreamBatch> read(Duration wait, Function<Duration, List<StreamBatch>> read) {
            var batches = read.apply(Duration.ZERO);
            if (!batches.isEmpty()) {
                pause = shortest;
            } else if (wait.isPositive()) {
                pausing.accept(shorter(pause, wait));
                pause = shorter(pause.multipliedBy(2), longest);
            }
            return batches;
        }

        private static Duration shorter(Duration one, Duration other) {
            return one.compareTo(other) < 0 ? one : other;
        }
    }
}
