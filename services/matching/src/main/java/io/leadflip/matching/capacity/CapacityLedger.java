package io.leadflip.matching.capacity;

import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// Promises leads to capped businesses, never more than their caps.
///
/// Every use takes the lock of the businesses first, all at once and in one order, so that matchers
/// of different leads neither oversubscribe a cap nor wait for each other in a circle. Businesses
/// without a cap are neither locked nor counted.
@ApplicationScoped
public class CapacityLedger {
    private static final String LOCK =
            """
            select id from business
            where id = any($1::uuid[]) and (daily_cap is not null or monthly_cap is not null)
            order by id for no key update
            """;

    /// A period that is opened late, because the cap is new, starts with what is already promised.
    private static final String OPEN =
            """
            insert into capacity (business_id, period, starts_on, used)
            select $1::uuid, p.period, p.starts_on, (
                select count(*) from offer o
                where o.business_id = $1::uuid and o.state in ('OFFERED', 'NOTIFIED', 'ACCEPTED')
                    and o.reserved_on >= p.starts_on and o.reserved_on < p.ends_on)
            from (values
                ('DAY', $2::date, $2::date + 1),
                ('MONTH', $3::date, ($3::date + interval '1 month')::date)) as p (period, starts_on, ends_on)
            on conflict do nothing
            """;

    private static final String TAKE =
            """
            update capacity c set used = c.used + 1
            from business b
            where b.id = $1::uuid and c.business_id = b.id
                and ((c.period = 'DAY' and c.starts_on = $2::date) or (c.period = 'MONTH' and c.starts_on = $3::date))
                and not exists (
                    select 1 from capacity f
                    where f.business_id = b.id
                        and ((f.period = 'DAY' and f.starts_on = $2::date and f.used >= b.daily_cap)
                            or (f.period = 'MONTH' and f.starts_on = $3::date and f.used >= b.monthly_cap)))
            """;

    /// $2 is 1 or -1.
    private static final String CHANGE =
            """
            update capacity c set used = greatest(c.used + $2::int, 0)
            from offer o
            where o.id = any($1::uuid[]) and c.business_id = o.business_id
                and ((c.period = 'DAY' and c.starts_on = o.reserved_on)
                    or (c.period = 'MONTH' and c.starts_on = date_trunc('month', o.reserved_on)::date))
            """;

    private final Sql sql;

    CapacityLedger(Sql sql) {
        this.sql = sql;
    }

    /// Keeps everyone else from the capacity of these businesses until the transaction ends.
    public Uni<Void> lock(Collection<UUID> businesses) {
        return sql.select(LOCK, (Object) businesses.toArray(UUID[]::new)).replaceWithVoid();
    }

    /// Promises one lead to a capped business whose lock is held; answers false when its day or
    /// month is full.
    ///
    /// @param day in the business's own zone
    public Uni<Boolean> take(UUID business, LocalDate day) {
        var month = day.withDayOfMonth(1);
        return sql.update(OPEN, business, day, month)
                .chain(() -> sql.update(TAKE, business, day, month))
                .map(periods -> periods > 0);
    }

    /// Takes back the promises of offers that came to nothing; the locks of their businesses are
    /// held.
    public Uni<Void> giveBack(List<UUID> offers) {
        return change(offers, -1);
    }

    /// Promises anew what was given back too early, even beyond the cap: the business has the lead.
    /// The locks of the businesses are held.
    public Uni<Void> takeAgain(List<UUID> offers) {
        return change(offers, 1);
    }

    private Uni<Void> change(List<UUID> offers, int by) {
        return offers.isEmpty()
                ? Uni.createFrom().voidItem()
                : sql.update(CHANGE, offers.toArray(UUID[]::new), by).replaceWithVoid();
    }

    /// A business that lifts its caps is not counted any more; should it set caps again, the count
    /// starts with what is promised by then.
    public Uni<Void> forget(UUID business) {
        return sql.update("delete from capacity where business_id = $1", business)
                .replaceWithVoid();
    }
}
