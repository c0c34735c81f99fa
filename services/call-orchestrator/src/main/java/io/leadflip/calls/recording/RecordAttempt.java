package io.leadflip.calls.recording;

import io.leadflip.calls.call.Call;
import io.leadflip.calls.dialing.Attempt;
import io.leadflip.calls.dialing.AttemptWork;
import io.leadflip.calls.dialing.LockedAttempts;
import io.leadflip.calls.recording.Recorder.Progress;
import io.leadflip.calls.recording.Recorder.ProviderRecording;
import io.leadflip.calls.recording.Recorder.Start;
import io.leadflip.contracts.door.CallPermit;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.work.WorkHandler;
import io.leadflip.platform.work.WorkItem;
import io.leadflip.platform.work.WorkOutcome;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Has the provider record a call that its consumer agreed to, and follows the recording to its end
/// when callbacks stay away.
///
/// That the provider is asked is written down before. When nobody knows whether it took the wish,
/// its list of the call's recordings is looked at before it is asked again.
@ApplicationScoped
class RecordAttempt implements WorkHandler {
    static final String KIND = "record";

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration WHILE_LIVE = Duration.ofSeconds(20);

    /// lead-intake may be away for so long; what is agreed to later is not what was asked.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// A recording that is over is listed by then, or never.
    private static final Duration LISTED_BY = Duration.ofMinutes(10);

    private static final int MOST_ASKS = 3;

    private final AttemptWork attempts;
    private final LockedAttempts locked;
    private final DecideRecording decide;
    private final RecordCalls calls;
    private final Recordings recordings;
    private final Recorder recorder;
    private final Transactions transactions;
    private final Clock clock;

    RecordAttempt(
            AttemptWork attempts,
            LockedAttempts locked,
            DecideRecording decide,
            RecordCalls calls,
            Recordings recordings,
            Recorder recorder,
            Transactions transactions,
            Clock clock) {
        this.attempts = attempts;
        this.locked = locked;
        this.decide = decide;
        this.calls = calls;
        this.recordings = recordings;
        this.recorder = recorder;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<WorkOutcome> perform(WorkItem item) {
        return attempts.perform(item, attempt -> attempt.providerSid() != null, this::step);
    }

    /// Nobody follows it any more: whatever there is at the provider goes.
    @Override
    public Uni<Void> abandoned(WorkItem item, String reason) {
        return calls.unwanted(UUID.fromString(item.key()), DeletionReason.IN_DOUBT);
    }

    private Uni<WorkOutcome> step(Attempt attempt) {
        return transactions
                .run(() -> recordings.find(attempt.id()))
                .chain(
                        found ->
                                found.map(recording -> step(attempt, recording))
                                        .orElseGet(() -> done()));
    }

    private Uni<WorkOutcome> step(Attempt attempt, Recording recording) {
        return switch (recording.state()) {
            case WANTED -> ask(attempt, recording);
            case STARTING -> look(attempt, recording);
            case RECORDING -> follow(attempt, recording);
            case KEPT, FAILED, DELETING, DELETED -> done();
        };
    }

    private static Uni<WorkOutcome> done() {
        return Uni.createFrom().item(WorkOutcome.DONE);
    }

    private static Uni<WorkOutcome> again(Duration delay, String reason) {
        return Uni.createFrom().item(new WorkOutcome.Again(delay, reason));
    }

    // --- asking

    /// The rule has its say once more, over a permit of this moment.
    private Uni<WorkOutcome> ask(Attempt attempt, Recording recording) {
        return calls.permit(attempt)
                .chain(
                        permit ->
                                transactions.run(
                                        () ->
                                                locked.with(
                                                        attempt,
                                                        (call, current) ->
                                                                intend(
                                                                        call, current, recording,
                                                                        permit))))
                .chain(
                        next ->
                                next.isPresent()
                                        ? Uni.createFrom().item(next.get())
                                        : start(attempt, recording));
    }

    /// @return empty when the provider is to be asked now
    private Uni<Optional<WorkOutcome>> intend(
            Call call, Attempt attempt, Recording recording, Optional<CallPermit> permit) {
        Instant now = clock.instant();
        return decide.on(call, attempt, permit, recording.affirmation())
                .chain(
                        verdict ->
                                switch (verdict) {
                                    case RecordingVerdict.Record record ->
                                            recordings
                                                    .asking(attempt.id(), recording.asks(), now)
                                                    .map(RecordAttempt::unlessMine);
                                    case RecordingVerdict.DoNot(var reasons) ->
                                            refused(attempt, recording, reasons, now)
                                                    .map(Optional::of);
                                });
    }

    /// Whoever asked meanwhile, or wants it no more, has it now.
    private static Optional<WorkOutcome> unlessMine(boolean mine) {
        return mine
                ? Optional.empty()
                : Optional.of(new WorkOutcome.Again(SOON, "changed meanwhile"));
    }

    private Uni<WorkOutcome> refused(
            Attempt attempt, Recording recording, List<RecordingRefusal> reasons, Instant now) {
        boolean wait =
                reasons.equals(List.of(RecordingRefusal.NO_PERMIT))
                        && now.isBefore(recording.wantedAt().plus(PATIENCE));
        return wait
                ? again(SOON, "no permit yet")
                : giveUp(attempt, recording, reasons.getFirst().code());
    }

    /// Nothing more is asked for. What the provider was asked for before may go on, and goes.
    private Uni<WorkOutcome> giveUp(Attempt attempt, Recording recording, String reason) {
        Uni<Void> ended =
                recording.asks() > 0
                        ? calls.unwanted(attempt.id(), DeletionReason.IN_DOUBT)
                        : failed(attempt, reason);
        return ended.replaceWith(WorkOutcome.DONE);
    }

    private Uni<Void> failed(Attempt attempt, String reason) {
        return recordings
                .failed(attempt.id(), reason)
                .invoke(changed -> calls.count(changed, "failed", reason))
                .replaceWithVoid();
    }

    /// @param recording as it was before it was asked for now
    private Uni<WorkOutcome> start(Attempt attempt, Recording recording) {
        return recorder.start(attempt.providerSid(), attempt.id())
                .chain(
                        start ->
                                switch (start) {
                                    case Start.Started(String sid) ->
                                            transactions
                                                    .run(
                                                            () ->
                                                                    calls.progressed(
                                                                            attempt.id(),
                                                                            new ProviderRecording(
                                                                                    sid,
                                                                                    Progress
                                                                                            .GOES_ON,
                                                                                    0)))
                                                    .chain(() -> again(WHILE_LIVE, "recording"));
                                    case Start.Refused(int code) ->
                                            transactions.run(
                                                    () ->
                                                            giveUp(
                                                                    attempt,
                                                                    recording,
                                                                    Integer.toString(code)));
                                    case Start.NotNow() ->
                                            transactions
                                                    .run(() -> recordings.notAsked(attempt.id()))
                                                    .chain(() -> again(SOON, "not now"));
                                    case Start.InDoubt() -> again(SOON, "in doubt");
                                });
    }

    // --- in doubt

    private Uni<WorkOutcome> look(Attempt attempt, Recording recording) {
        return recorder.of(attempt.providerSid())
                .chain(
                        held ->
                                held.isEmpty()
                                        ? missing(attempt, recording)
                                        : found(attempt, held.getFirst()))
                .onFailure()
                .recoverWithItem(new WorkOutcome.Again(SOON, "provider unavailable"));
    }

    private Uni<WorkOutcome> missing(Attempt attempt, Recording recording) {
        return recording.asks() < MOST_ASKS
                ? ask(attempt, recording)
                : transactions.run(() -> giveUp(attempt, recording, "in-doubt"));
    }

    private Uni<WorkOutcome> found(Attempt attempt, ProviderRecording held) {
        return transactions
                .run(() -> calls.progressed(attempt.id(), held))
                .chain(() -> again(WHILE_LIVE, "found"));
    }

    // --- following

    private Uni<WorkOutcome> follow(Attempt attempt, Recording recording) {
        return recorder.of(attempt.providerSid())
                .chain(
                        held ->
                                held.stream()
                                        .filter(it -> it.sid().equals(recording.sid()))
                                        .findFirst()
                                        .map(it -> seen(attempt, it))
                                        .orElseGet(() -> unlisted(attempt)))
                .onFailure()
                .recoverWithItem(new WorkOutcome.Again(WHILE_LIVE, "provider unavailable"));
    }

    private Uni<WorkOutcome> seen(Attempt attempt, ProviderRecording held) {
        return held.progress() == Progress.GOES_ON
                ? again(WHILE_LIVE, "still recording")
                : transactions
                        .run(() -> calls.progressed(attempt.id(), held))
                        .chain(RecordAttempt::done);
    }

    private Uni<WorkOutcome> unlisted(Attempt attempt) {
        boolean never =
                attempt.endedAt() != null
                        && clock.instant().isAfter(attempt.endedAt().plus(LISTED_BY));
        return never
                ? transactions.run(() -> failed(attempt, "missing")).chain(RecordAttempt::done)
                : again(WHILE_LIVE, "not listed");
    }
}
