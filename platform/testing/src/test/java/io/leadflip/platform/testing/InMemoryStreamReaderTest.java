package io.leadflip.platform.testing;

import io.leadflip.platform.stream.StreamLog;
import java.time.Clock;

class InMemoryStreamReaderTest extends StreamReaderContract {
    private final InMemoryStreamLog log = new InMemoryStreamLog(Clock.systemUTC());

    @Override
    protected StreamLog log() {
        return log;
    }
}
