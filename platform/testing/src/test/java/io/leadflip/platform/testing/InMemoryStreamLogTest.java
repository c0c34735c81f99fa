package io.leadflip.platform.testing;

import io.leadflip.platform.stream.StreamLog;
import java.time.Clock;

class InMemoryStreamLogTest extends StreamLogContract {
    private final InMemoryStreamLog log = new InMemoryStreamLog(Clock.systemUTC());

    @Override
    protected StreamLog log() {
        return log;
    }
}
