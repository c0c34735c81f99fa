package io.leadflip.platform.stream;

import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Where this service's facts travel, as its first process wrote it down. A process that is
/// configured otherwise would tell facts where nobody reads, or break the order of keys; it does
/// neither.
@ApplicationScoped
public class StreamTopology {
    private static final String REMEMBER =
            "insert into stream_topology (prefix, partitions) values ($1, $2) on conflict do nothing";
    private static final String RECALL = "select prefix, partitions from stream_topology";

    private final Transactions transactions;
    private final Sql sql;
    private final StreamConfig config;
    private volatile boolean confirmed;

    StreamTopology(Transactions transactions, Sql sql, StreamConfig config) {
        this.transactions = transactions;
        this.sql = sql;
        this.config = config;
    }

    /// Fails with a [WrongTopologyException] while the configuration is not what was written down.
    public Uni<Void> confirmed() {
        return confirmed ? Uni.createFrom().voidItem() : compare();
    }

    private Uni<Void> compare() {
        return transactions
                .apart(
                        () ->
                                sql.update(REMEMBER, config.prefix(), config.partitions())
                                        .chain(() -> sql.first(RECALL)))
                .invoke(row -> require(row.orElseThrow().text(0), row.orElseThrow().integer(1)))
                .invoke(() -> confirmed = true)
                .replaceWithVoid();
    }

    private void require(String prefix, int partitions) {
        if (!prefix.equals(config.prefix()) || partitions != config.partitions()) {
            throw new WrongTopologyException(
                    "facts of this service travel under the prefix '%s' in %d partitions, but this process is configured for '%s' and %d"
                            .formatted(prefix, partitions, config.prefix(), config.partitions()));
        }
    }

    /// The names of the streams are not those this service's facts travel on.
    public static final class WrongTopologyException extends RuntimeException {
        WrongTopologyException(String message) {
            super(message);
        }
    }
}
