package io.leadflip.calls.recording;

import io.leadflip.calls.dialing.Attempt;
import io.leadflip.calls.dialing.AttemptWork;
import io.leadflip.calls.recording.Recorder.Progress;
import io.leadflip.calls.recording.Recorder.ProviderRecording;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.work.WorkHandler;
import io.leadflip.platform.work.WorkItem;
import io.leadflip.platform.work.WorkOutcome;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Deletes at the provider what is not to be kept, whatever the provider lists for the call: also a
/// second recording, should one ever have begun. Tried until it is done; one that is gone is
/// deleted.
@ApplicationScoped
class DeleteRecording implements WorkHandler {
    static final String KIND = "delete-recording";

    private static final Duration SOON = Duration.ofSeconds(2);

    /// A recording that was asked for, and whose id never came, shows by then.
    private static final Duration SHOWS_WITHIN = Duration.ofMinutes(1);

    private final AttemptWork attempts;
    private final RecordCalls calls;
    private final Recordings recordings;
    private final Recorder recorder;
    private final Transactions transactions;
    private final Clock clock;

    DeleteRecording(
            AttemptWork attempts,
            RecordCalls calls,
            Recordings recordings,
            Recorder recorder,
            Transactions transactions,
            Clock clock) {
        this.attempts = attempts;
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

    private Uni<WorkOutcome> step(Attempt attempt) {
        return transactions
                .run(() -> due(attempt))
                .chain(
                        recording ->
                                switch (recording.state()) {
                                    case DELETING -> delete(attempt, recording);
                                    case FAILED, DELETED -> done();
                                    case WANTED, STARTING, RECORDING, KEPT ->
                                            Uni.createFrom()
                                                    .item(
                                                            new WorkOutcome.Again(
                                                                    untilDue(recording), "kept"));
                                });
    }

    /// One that was kept long enough is to be deleted now.
    private Uni<Recording> due(Attempt attempt) {
        return recordings
                .find(attempt.id())
                .map(found -> found.orElseThrow())
                .chain(
                        found ->
                                found.stands() && !clock.instant().isBefore(found.deleteAfter())
                                        ? recordings
                                                .unwanted(
                                                        attempt.id(),
                                                        DeletionReason.KEPT_LONG_ENOUGH,
                                                        clock.instant())
                                                .chain(() -> recordings.find(attempt.id()))
                                                .map(now -> now.orElseThrow())
                                        : Uni.createFrom().item(found));
    }

    private Duration untilDue(Recording recording) {
        Duration left = Duration.between(clock.instant(), recording.deleteAfter());
        return left.compareTo(SOON) < 0 ? SOON : left;
    }

    private static Uni<WorkOutcome> done() {
        return Uni.createFrom().item(WorkOutcome.DONE);
    }

    /// A provider that fails for one recording most likely fails for all, and may for hours.
    private Uni<WorkOutcome> delete(Attempt attempt, Recording recording) {
        return recorder.of(attempt.providerSid())
                .chain(held -> deleteAll(attempt, recording, held))
                .chain(() -> deleted(attempt, recording))
                .onFailure()
                .recoverWithItem(new WorkOutcome.Halt(SOON, "provider unavailable"));
    }

    private Uni<Void> deleteAll(
            Attempt attempt, Recording recording, List<ProviderRecording> held) {
        List<ProviderRecording> all = new ArrayList<>(held);
        Stream.ofNullable(recording.sid())
                .filter(sid -> held.stream().noneMatch(it -> it.sid().equals(sid)))
                .forEach(sid -> all.add(new ProviderRecording(sid, Progress.COMPLETED, 0)));
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(it -> delete(attempt, it))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> delete(Attempt attempt, ProviderRecording held) {
        Uni<Void> stopped =
                held.progress() == Progress.GOES_ON
                        ? recorder.stop(attempt.providerSid(), held.sid())
                        : Uni.createFrom().voidItem();
        return stopped.chain(() -> recorder.delete(held.sid()));
    }

    private Uni<WorkOutcome> deleted(Attempt attempt, Recording recording) {
        Instant now = clock.instant();
        boolean mayShow =
                recording.sid() == null
                        && recording.askedAt() != null
                        && now.isBefore(recording.askedAt().plus(SHOWS_WITHIN));
        return mayShow
                ? Uni.createFrom().item(new WorkOutcome.Again(SOON.multipliedBy(5), "may show yet"))
                : transactions
                        .run(() -> recordings.deleted(attempt.id(), now))
                        .invoke(changed -> calls.count(changed, "deleted", ""))
                        .chain(DeleteRecording::done);
    }
}
