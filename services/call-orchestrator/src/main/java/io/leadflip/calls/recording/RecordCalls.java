package io.leadflip.calls.recording;

import io.leadflip.calls.call.Call;
import io.leadflip.calls.call.Permits;
import io.leadflip.calls.dialing.Attempt;
import io.leadflip.calls.dialing.LockedAttempts;
import io.leadflip.calls.recording.Recorder.Progress;
import io.leadflip.calls.recording.Recorder.ProviderRecording;
import io.leadflip.calls.spend.SpendLedger;
import io.leadflip.contracts.door.CallPermit;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.work.Priority;
import io.leadflip.platform.work.WorkQueue;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// Everything that happens to the recording of a call, from the question in the opening to its
/// deletion. Asking the provider is work that follows.
@ApplicationScoped
public class RecordCalls {
    private final Permits permits;
    private final LockedAttempts locked;
    private final DecideRecording decide;
    private final Recordings recordings;
    private final SpendLedger spend;
    private final WorkQueue work;
    private final Transactions transactions;
    private final MeterRegistry metrics;
    private final Clock clock;

    RecordCalls(
            Permits permits,
            LockedAttempts locked,
            DecideRecording decide,
            Recordings recordings,
            SpendLedger spend,
            WorkQueue work,
            Transactions transactions,
            MeterRegistry metrics,
            Clock clock) {
        this.permits = permits;
        this.locked = locked;
        this.decide = decide;
        this.recordings = recordings;
        this.spend = spend;
        this.work = work;
        this.transactions = transactions;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// The call is answered: the opening is to ask for leave when nothing speaks against it. Joins
    /// the caller's transaction, which holds the call's lock.
    public Uni<Void> answered(Call call, Attempt attempt, Optional<CallPermit> permit) {
        return decide.enabled()
                ? decide.againstAsking(call, attempt, permit)
                        .chain(
                                reasons ->
                                        reasons.isEmpty()
                                                ? ask(attempt, permit.orElseThrow())
                                                : Uni.createFrom().voidItem())
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> ask(Attempt attempt, CallPermit permit) {
        return recordings
                .asks(attempt.id(), permit.recording().consentId(), clock.instant())
                .invoke(first -> count(first, "asked", ""))
                .replaceWithVoid();
    }

    /// Whether the opening of this attempt asks for leave. Joins the caller's transaction.
    public Uni<Boolean> asks(UUID attemptId) {
        return recordings.asked(attemptId);
    }

    /// The consumer is said to have agreed. Told again it is answered as before.
    ///
    /// @return whether the call is, or is about to be, recorded
    public Uni<Boolean> affirmed(Attempt attempt, Affirmation affirmation) {
        return permit(attempt)
                .chain(
                        permit ->
                                transactions.run(
                                        () ->
                                                locked.with(
                                                        attempt,
                                                        (call, current) ->
                                                                affirmed(
                                                                        call,
                                                                        current,
                                                                        permit,
                                                                        affirmation))));
    }

    private Uni<Boolean> affirmed(
            Call call, Attempt attempt, Optional<CallPermit> permit, Affirmation affirmation) {
        return recordings
                .find(attempt.id())
                .chain(
                        known ->
                                known.map(it -> Uni.createFrom().item(it.stands()))
                                        .orElseGet(
                                                () -> decided(call, attempt, permit, affirmation)));
    }

    private Uni<Boolean> decided(
            Call call, Attempt attempt, Optional<CallPermit> permit, Affirmation affirmation) {
        Instant now = clock.instant();
        return decide.on(call, attempt, permit, affirmation)
                .chain(
                        verdict ->
                                recordings
                                        .decided(attempt.id(), affirmation, verdict, now)
                                        .chain(
                                                decision ->
                                                        switch (verdict) {
                                                            case RecordingVerdict.Record record ->
                                                                    begin(attempt, decision, now);
                                                            case RecordingVerdict.DoNot(
                                                                            var reasons) ->
                                                                    refused(reasons);
                                                        }));
    }

    private Uni<Boolean> begin(Attempt attempt, UUID decision, Instant now) {
        Instant deleteAfter = now.plus(decide.keep());
        String key = attempt.id().toString();
        return recordings
                .add(attempt.id(), decision, now, deleteAfter)
                .chain(
                        () ->
                                work.schedule(
                                        RecordAttempt.KIND,
                                        key,
                                        new JsonObject(),
                                        now,
                                        Priority.HIGH))
                .chain(
                        () ->
                                work.schedule(
                                        DeleteRecording.KIND, key, new JsonObject(), deleteAfter))
                .invoke(() -> count(true, "agreed", ""))
                .replaceWith(true);
    }

    private Uni<Boolean> refused(List<RecordingRefusal> reasons) {
        count(true, "refused", reasons.getFirst().code());
        return Uni.createFrom().item(false);
    }

    /// Empty when there is none right now; never guessed.
    Uni<Optional<CallPermit>> permit(Attempt attempt) {
        return permits.ask(attempt.callId(), attempt.id())
                .map(
                        answer ->
                                answer instanceof Permits.Answer.Given(CallPermit permit, _)
                                        ? Optional.of(permit)
                                        : Optional.empty());
    }

    /// Nobody wants the recording any more: it is stopped and deleted now. Without one nothing
    /// happens. Joins the caller's transaction.
    public Uni<Void> unwanted(UUID attemptId, DeletionReason reason) {
        Instant now = clock.instant();
        return recordings
                .unwanted(attemptId, reason, now)
                .chain(
                        changed ->
                                changed
                                        ? deleteNow(attemptId)
                                                .invoke(() -> count(true, "unwanted", code(reason)))
                                        : Uni.createFrom().voidItem());
    }

    /// [unwanted][#unwanted(UUID,DeletionReason)], for every attempt of a call.
    Uni<Void> unwantedOfCall(UUID callId, DeletionReason reason) {
        return recordings.ofCall(callId).chain(all -> unwanted(all.keySet(), reason));
    }

    /// [unwanted][#unwanted(UUID,DeletionReason)], for what is being recorded of a phone.
    Uni<Void> runningUnwanted(String contactKey, DeletionReason reason) {
        return recordings.running(contactKey).chain(all -> unwanted(all, reason));
    }

    private Uni<Void> unwanted(Collection<UUID> attempts, DeletionReason reason) {
        return Multi.createFrom()
                .iterable(attempts)
                .onItem()
                .transformToUniAndConcatenate(attemptId -> unwanted(attemptId, reason))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> deleteNow(UUID attemptId) {
        Instant now = clock.instant();
        return work.schedule(DeleteRecording.KIND, attemptId.toString(), new JsonObject(), now)
                .chain(() -> work.reschedule(DeleteRecording.KIND, attemptId.toString(), now));
    }

    /// What the provider reports of a recording, in whatever order and however often.
    public Uni<Void> reported(Attempt attempt, ProviderRecording report) {
        return transactions.run(
                () ->
                        locked.with(
                                attempt,
                                (call, current) ->
                                        recordings
                                                .find(current.id())
                                                .chain(
                                                        known ->
                                                                known.isPresent()
                                                                        ? progressed(
                                                                                current.id(),
                                                                                report)
                                                                        : unexpected())));
    }

    private Uni<Void> unexpected() {
        count(true, "unexpected", "");
        return Uni.createFrom().voidItem();
    }

    /// Joins the caller's transaction.
    Uni<Void> progressed(UUID attemptId, ProviderRecording report) {
        Instant now = clock.instant();
        Uni<Boolean> moved =
                switch (report.progress()) {
                    case GOES_ON -> recordings.began(attemptId, report.sid(), now);
                    case COMPLETED -> over(attemptId, report, now);
                    case ABSENT -> recordings.failed(attemptId, "absent");
                };
        return moved.invoke(changed -> count(changed, step(report.progress()), ""))
                .chain(
                        changed ->
                                changed || report.progress() == Progress.ABSENT
                                        ? Uni.createFrom().voidItem()
                                        : again(attemptId, report.sid()));
    }

    private Uni<Boolean> over(UUID attemptId, ProviderRecording report, Instant now) {
        return spend.recorded(attemptId, Duration.ofSeconds(report.seconds()))
                .chain(() -> recordings.over(attemptId, report.sid(), report.seconds(), now));
    }

    private static String step(Progress progress) {
        return switch (progress) {
            case GOES_ON -> "started";
            case COMPLETED -> "kept";
            case ABSENT -> "failed";
        };
    }

    /// One that began after everything was deleted, or although it was refused, is deleted, too.
    private Uni<Void> again(UUID attemptId, String sid) {
        return recordings
                .reopened(attemptId, sid)
                .chain(reopened -> reopened ? deleteNow(attemptId) : Uni.createFrom().voidItem());
    }

    /// By attempt; only of those that were agreed to. Joins the caller's transaction.
    public Uni<Map<UUID, RecordingState>> ofCall(UUID callId) {
        return recordings
                .ofCall(callId)
                .map(
                        all ->
                                all.entrySet().stream()
                                        .collect(
                                                Collectors.toMap(
                                                        Map.Entry::getKey,
                                                        entry -> state(entry.getValue()))));
    }

    private static RecordingState state(Recording recording) {
        return new RecordingState(
                recording.state().name(),
                recording.startedAt(),
                recording.seconds(),
                recording.deleteAfter());
    }

    private static String code(DeletionReason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    void count(boolean happened, String step, String reason) {
        if (happened) {
            metrics.counter("leadflip.calls.recordings", "step", step, "reason", reason)
                    .increment();
        }
    }
}
