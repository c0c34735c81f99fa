package io.leadflip.calls.dialing;

import io.leadflip.calls.call.Call;
import io.leadflip.calls.call.CallState;
import io.leadflip.calls.call.Calls;
import io.leadflip.calls.call.DialKey;
import io.leadflip.calls.call.Permits;
import io.leadflip.calls.call.StopCalls;
import io.leadflip.calls.dialing.DialOrder.CallbackUrls;
import io.leadflip.calls.dialing.Telephony.Placing;
import io.leadflip.calls.halt.Halts;
import io.leadflip.contracts.door.CallPermit;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.lifecycle.Drain;
import io.leadflip.platform.limit.Taken;
import io.leadflip.platform.postgres.Contexts;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.work.WorkHandler;
import io.leadflip.platform.work.WorkItem;
import io.leadflip.platform.work.WorkOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;

/// Dials one attempt: permit, rate, then the intent in one transaction, then exactly one request to
/// the provider.
///
/// A crash after the intent leaves an attempt in `DISPATCHING` with its reconciliation already
/// scheduled; running again finds that the attempt was made and does nothing.
@ApplicationScoped
class DialCall implements WorkHandler {
    private static final Logger LOG = Logger.getLogger(DialCall.class);

    private static final Duration SOON = Duration.ofMillis(200);

    private final Permits permits;
    private final DialRate rate;
    private final BridgeSlots slots;
    private final DialIntent intents;
    private final Telephony telephony;
    private final CallProgress progress;
    private final UndialledAttempt undialled;
    private final ProviderOptOut optOuts;
    private final StopCalls stop;
    private final Halts halts;
    private final Calls calls;
    private final LockedAttempts locked;
    private final Transactions transactions;
    private final Contexts contexts;
    private final Drain drain;
    private final DialingSettings settings;
    private final MeterRegistry metrics;
    private final Clock clock;

    DialCall(
            Permits permits,
            DialRate rate,
            BridgeSlots slots,
            DialIntent intents,
            Telephony telephony,
            CallProgress progress,
            UndialledAttempt undialled,
            ProviderOptOut optOuts,
            StopCalls stop,
            Halts halts,
            Calls calls,
            LockedAttempts locked,
            Transactions transactions,
            Contexts contexts,
            Drain drain,
            DialingSettings settings,
            MeterRegistry metrics,
            Clock clock) {
        this.permits = permits;
        this.rate = rate;
        this.slots = slots;
        this.intents = intents;
        this.telephony = telephony;
        this.progress = progress;
        this.undialled = undialled;
        this.optOuts = optOuts;
        this.stop = stop;
        this.halts = halts;
        this.calls = calls;
        this.locked = locked;
        this.transactions = transactions;
        this.contexts = contexts;
        this.drain = drain;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return DialKey.KIND;
    }

    @Override
    public Uni<WorkOutcome> perform(WorkItem item) {
        if (drain.draining()) {
            return again(settings.unavailable(), "draining");
        }
        DialKey key = DialKey.parse(item.key());
        return transactions
                .run(() -> calls.find(key.callId()).chain(this::looked))
                .chain(seen -> due(seen, key.number()));
    }

    /// The attempt that this work was about may have been made all the same; then the call goes on
    /// without it.
    @Override
    public Uni<Void> abandoned(WorkItem item, String reason) {
        DialKey key = DialKey.parse(item.key());
        return intents.made(key.callId(), key.number())
                .chain(made -> made ? Uni.createFrom().voidItem() : stop.giveUp(key.callId()));
    }

    /// @param call empty when it is not stored yet
    /// @param halted whether an operator's order covers it; looked at once more with the intent
    private record Seen(Optional<Call> call, boolean halted) {}

    private Uni<Seen> looked(Optional<Call> call) {
        return call.map(it -> halts.over(it).map(halt -> new Seen(call, halt.isPresent())))
                .orElseGet(() -> Uni.createFrom().item(new Seen(call, false)));
    }

    /// A call that is not scheduled yet will be in a moment: this work was seen before what it
    /// belongs to.
    private Uni<WorkOutcome> due(Seen seen, int number) {
        Optional<Call> call = seen.call();
        if (call.isEmpty() || call.get().state() instanceof CallState.Requested) {
            return again(SOON, "not scheduled yet");
        }
        if (!(call.get().state() instanceof CallState.Scheduled)) {
            return Uni.createFrom().item(WorkOutcome.DONE);
        }
        return seen.halted() ? halted() : permitted(call.get(), number);
    }

    private Uni<WorkOutcome> halted() {
        metrics.counter("leadflip.calls.dials.halted").increment();
        return again(settings.halted(), "dialling is halted");
    }

    private Uni<WorkOutcome> permitted(Call call, int number) {
        UUID attemptId = Identifiers.next();
        return permits.ask(call.id(), attemptId)
                .chain(
                        answer ->
                                switch (answer) {
                                    case Permits.Answer.Given given ->
                                            rationed(call, number, attemptId, given);
                                    case Permits.Answer.NoSuchCall unknown ->
                                            transactions
                                                    .run(() -> intents.unknown(call.id()))
                                                    .replaceWith(WorkOutcome.DONE);
                                    case Permits.Answer.Unavailable unavailable ->
                                            again(settings.unavailable(), "permit unavailable");
                                });
    }

    private Uni<WorkOutcome> rationed(
            Call call, int number, UUID attemptId, Permits.Answer.Given given) {
        return room().onFailure()
                .recoverWithItem(failure -> unavailable(call, failure))
                .chain(
                        room ->
                                switch (room) {
                                    case Room.For(int total) ->
                                            intend(call, number, attemptId, given, total);
                                    case Room.Not(Duration delay, String reason) ->
                                            again(delay, reason);
                                });
    }

    /// Whether a call may be placed at this moment as far as bridges and the provider's rate go.
    private sealed interface Room {
        /// @param total calls that all bridges can hold
        record For(int total) implements Room {}

        record Not(Duration delay, String reason) implements Room {}
    }

    private Uni<Room> room() {
        return slots.total()
                .chain(
                        total ->
                                total == 0
                                        ? Uni.createFrom()
                                                .item(
                                                        new Room.Not(
                                                                settings.unavailable(),
                                                                "no bridge"))
                                        : rate.take().map(taken -> room(total, taken)));
    }

    private static Room room(int total, Taken taken) {
        return switch (taken) {
            case Taken.Granted granted -> new Room.For(total);
            case Taken.Later(Duration delay) -> new Room.Not(delay, "rate");
        };
    }

    private Room unavailable(Call call, Throwable failure) {
        LOG.warnf("callId=%s was not dialled: %s", call.id(), failure.toString());
        return new Room.Not(settings.unavailable(), "dialling not possible");
    }

    private Uni<WorkOutcome> intend(
            Call call, int number, UUID attemptId, Permits.Answer.Given given, int bridgeSlots) {
        return transactions
                .run(() -> intents.write(call.id(), number, attemptId, given, bridgeSlots))
                .chain(
                        intent ->
                                switch (intent) {
                                    case DialIntent.Written written ->
                                            dialOnFreshPermit(call.id(), attemptId, given);
                                    case DialIntent.Later(Duration delay, String reason) ->
                                            again(delay, reason);
                                    case DialIntent.Dropped dropped ->
                                            Uni.createFrom().item(WorkOutcome.DONE);
                                });
    }

    /// The commit of the intent, or a process that stood still, may have taken its time.
    private Uni<WorkOutcome> dialOnFreshPermit(
            UUID callId, UUID attemptId, Permits.Answer.Given given) {
        return given.stale(clock.instant(), settings.permitValid())
                ? locked(callId, attemptId, undialled::notNow).replaceWith(WorkOutcome.DONE)
                : dial(callId, attemptId, given.permit());
    }

    /// From here on the phone may ring, so whatever goes wrong this piece of work is done: what
    /// follows is reconciliation.
    private Uni<WorkOutcome> dial(UUID callId, UUID attemptId, CallPermit permit) {
        DialOrder order =
                new DialOrder(
                        permit.phone(),
                        settings.from(),
                        settings.ringTime(),
                        settings.timeLimit(),
                        settings.onMachine() == DialingSettings.OnMachine.LEAVE_MESSAGE,
                        CallbackUrls.of(settings.publicOrigin(), callId, attemptId));
        return telephony
                .place(order)
                .invoke(
                        placing ->
                                metrics.counter(
                                                "leadflip.calls.placed",
                                                "result",
                                                placing.getClass().getSimpleName())
                                        .increment())
                .chain(placing -> settle(callId, attemptId, placing))
                .onFailure()
                .invoke(
                        failure ->
                                LOG.warnf(
                                        "attemptId=%s is left to reconciliation: %s",
                                        attemptId, failure.toString()))
                .onFailure()
                .recoverWithNull()
                .replaceWith(WorkOutcome.DONE);
    }

    private Uni<Void> settle(UUID callId, UUID attemptId, Placing placing) {
        return switch (placing) {
            case Placing.Placed(String sid) ->
                    locked(
                            callId,
                            attemptId,
                            (call, attempt) -> progress.adopt(call, attempt, sid));
            case Placing.Refused(int code, boolean hopeless) -> {
                LOG.warnf("attemptId=%s was refused by the provider, code %d", attemptId, code);
                yield locked(
                        callId,
                        attemptId,
                        (call, attempt) -> undialled.refused(call, attempt, hopeless));
            }
            case Placing.OptedOut optedOut ->
                    contexts.isolated(() -> transactions.run(() -> optOuts.told(attemptId)));
            case Placing.NotNow notNow -> locked(callId, attemptId, undialled::notNow);
            case Placing.Barred barred -> locked(callId, attemptId, undialled::barred);
            case Placing.InDoubt inDoubt -> Uni.createFrom().voidItem();
        };
    }

    /// On a context of its own: whatever else goes on here, this is a transaction by itself.
    private Uni<Void> locked(
            UUID callId, UUID attemptId, BiFunction<Call, Attempt, Uni<Void>> step) {
        return contexts.isolated(
                () -> transactions.run(() -> locked.with(callId, attemptId, step)));
    }

    private static Uni<WorkOutcome> again(Duration delay, String reason) {
        return Uni.createFrom().item(new WorkOutcome.Again(delay, reason));
    }
}
