package io.leadflip.notifier.notification;

import io.leadflip.contracts.value.BusinessProfile;
import io.leadflip.contracts.value.Channel;
import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// How each business wants to be told.
@ApplicationScoped
public class Preferences {
    private static final Set<Channel> OURS = Set.of(Channel.EMAIL, Channel.SMS);
    private static final String KEEP =
            """
            insert into business_channel as b (business_id, sequence, channels) values ($1, $2, $3)
            on conflict (business_id) do update set (sequence, channels) = (excluded.sequence, excluded.channels)
            where b.sequence < excluded.sequence
            """;

    private final Sql sql;

    Preferences(Sql sql) {
        this.sql = sql;
    }

    /// Takes a full-state fact, unless a newer one stands.
    public Uni<Void> take(BusinessProfile profile, long sequence) {
        var channels = profile.channels().stream().map(Channel::name).toArray(String[]::new);
        return sql.update(KEEP, profile.businessId(), sequence, channels).replaceWithVoid();
    }

    /// The first of its channels that we serve; e-mail when it said nothing yet.
    public Uni<Channel> first(UUID businessId) {
        return sql.first("select channels from business_channel where business_id = $1", businessId)
                .map(
                        row ->
                                row.stream()
                                        .flatMap(found -> Stream.of((String[]) found.raw(0)))
                                        .map(Channel::valueOf)
                                        .filter(OURS::contains)
                                        .findFirst()
                                        .orElse(Channel.EMAIL));
    }
}
