package io.leadflip.calls.halt;

import io.leadflip.calls.call.Call;
import io.leadflip.calls.call.Calls;
import io.leadflip.calls.call.StopCalls;
import io.leadflip.calls.call.StopReason;
import io.leadflip.contracts.door.DialHalt;
import io.leadflip.contracts.door.DialHaltReport;
import io.leadflip.contracts.door.DialHaltRequest;
import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.platform.deadletter.OperatorActions;
import io.leadflip.platform.postgres.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Places and lifts orders to stop dialling, each with who did it.
///
/// The order commits first and by itself: when live calls cannot be ended then, at least nobody
/// more is dialled, and asking again ends them.
@ApplicationScoped
public class HaltDialling {
    private static final Logger LOG = Logger.getLogger(HaltDialling.class);

    private final Halts halts;
    private final Calls calls;
    private final StopCalls stop;
    private final OperatorActions audit;
    private final Transactions transactions;
    private final MeterRegistry metrics;
    private final Clock clock;

    HaltDialling(
            Halts halts,
            Calls calls,
            StopCalls stop,
            OperatorActions audit,
            Transactions transactions,
            MeterRegistry metrics,
            Clock clock) {
        this.halts = halts;
        this.calls = calls;
        this.stop = stop;
        this.audit = audit;
        this.transactions = transactions;
        this.metrics = metrics;
        this.clock = clock;
    }

    public Uni<DialHaltReport> place(DialHaltRequest request, String operator) {
        return transactions
                .run(() -> placed(request, operator))
                .chain(
                        halt ->
                                request.endLiveCalls()
                                        ? transactions
                                                .run(() -> endLive(halt, operator))
                                                .map(ending -> new DialHaltReport(halt, ending))
                                        : Uni.createFrom().item(new DialHaltReport(halt, 0)));
    }

    private Uni<DialHalt> placed(DialHaltRequest request, String operator) {
        return halts.place(request, operator, clock.instant())
                .chain(
                        placed ->
                                placed.map(halt -> told(halt, "halt", operator))
                                        .orElseGet(
                                                () ->
                                                        halts.holding(request)
                                                                .map(Optional::orElseThrow)));
    }

    private Uni<Integer> endLive(DialHalt halt, String operator) {
        return live(halt)
                .call(live -> stop.stop(live, StopReason.DIALLING_HALTED))
                .map(List::size)
                .call(count -> audit.note(operator, "end-live-calls", scope(halt), count));
    }

    private Uni<List<Call>> live(DialHalt halt) {
        return switch (halt.scope()) {
            case PLATFORM -> calls.lockAttempting(null, null);
            case BUSINESS -> calls.lockAttempting(UUID.fromString(halt.subject()), null);
            case PURPOSE -> calls.lockAttempting(null, CallPurpose.of(halt.subject()));
        };
    }

    public Uni<List<DialHalt>> list() {
        return transactions.run(halts::list);
    }

    /// Empty when there is no such order; lifting again changes nothing.
    public Uni<Optional<DialHalt>> lift(UUID id, String operator) {
        return transactions.run(
                () ->
                        halts.lift(id, operator, clock.instant())
                                .chain(
                                        lifted ->
                                                halts.find(id)
                                                        .call(
                                                                halt ->
                                                                        lifted
                                                                                ? told(
                                                                                        halt
                                                                                                .orElseThrow(),
                                                                                        "lift-halt",
                                                                                        operator)
                                                                                : Uni.createFrom()
                                                                                        .voidItem())));
    }

    private Uni<DialHalt> told(DialHalt halt, String action, String operator) {
        LOG.warnf("%s: scope=%s haltId=%s", action, halt.scope(), halt.id());
        metrics.counter("leadflip.calls.halts", "action", action).increment();
        return audit.note(operator, action, scope(halt), 1).replaceWith(halt);
    }

    private static JsonObject scope(DialHalt halt) {
        return new JsonObject()
                .put("haltId", halt.id().toString())
                .put("scope", halt.scope().name())
                .put("subject", halt.subject());
    }
}
