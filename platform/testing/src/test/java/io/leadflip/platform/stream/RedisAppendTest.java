package io.leadflip.platform.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.EventEntry;
import io.leadflip.platform.stream.StreamLog.Addressed;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A Redis that refuses for a moment (full, read-only) refuses a transaction as a whole (Redis
/// documentation, "Transactions", errors before `EXEC`); of single commands it would refuse some.
class RedisAppendTest {
    private static Addressed fact(String stream, String id) {
        return new Addressed(stream, new EventEntry(Map.of("id", id)));
    }

    private static List<Command> commands(Addressed... facts) {
        return RedisStreamLog.adding(List.of(facts)).stream().map(Request::command).toList();
    }

    @Test
    void shouldAppendTheFactsOfAStreamTogether() {
        assertThat(commands(fact("a", "1"), fact("b", "2"), fact("a", "3")))
                .containsExactly(
                        Command.MULTI, Command.XADD, Command.XADD, Command.EXEC, Command.XADD);
    }

    @Test
    void shouldNotWrapASingleFact() {
        assertThat(commands(fact("a", "1"), fact("b", "2")))
                .containsExactly(Command.XADD, Command.XADD);
    }
}
