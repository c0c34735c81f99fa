package io.leadflip.calls.recording;

import io.leadflip.calls.dialing.Attempt;
import io.leadflip.calls.recording.Recorder.Progress;
import io.leadflip.calls.recording.Recorder.ProviderRecording;
import io.leadflip.platform.postgres.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/// Before somebody of the business comes on a line its recording ends, and the provider has said
/// so: they agreed to nothing. What was recorded until then stays.
@ApplicationScoped
public class QuietLine {
    /// Twilio waits 15 s for a document, and a person on the line much less.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RecordCalls calls;
    private final Recordings recordings;
    private final Recorder recorder;
    private final Transactions transactions;

    QuietLine(
            RecordCalls calls,
            Recordings recordings,
            Recorder recorder,
            Transactions transactions) {
        this.calls = calls;
        this.recordings = recordings;
        this.recorder = recorder;
        this.transactions = transactions;
    }

    /// @return whether it is certain that the line is not being recorded; when it is not, nobody
    ///   may be put on it
    public Uni<Boolean> of(Attempt attempt) {
        return transactions
                .run(() -> recordings.find(attempt.id()))
                .chain(
                        found ->
                                found.map(recording -> quiet(attempt, recording))
                                        .orElseGet(() -> Uni.createFrom().item(true)))
                .ifNoItem()
                .after(PATIENCE)
                .recoverWithItem(false)
                .onFailure()
                .recoverWithItem(false);
    }

    private Uni<Boolean> quiet(Attempt attempt, Recording recording) {
        return switch (recording.state()) {
            case FAILED, DELETED, KEPT -> Uni.createFrom().item(true);
            case WANTED ->
                    transactions
                            .run(() -> calls.unwanted(attempt.id(), DeletionReason.PERSON_CAME))
                            .chain(() -> transactions.run(() -> recordings.find(attempt.id())))
                            .map(now -> now.orElseThrow().state() == Recording.State.DELETED);
            case STARTING, RECORDING, DELETING ->
                    recorder.of(attempt.providerSid())
                            .chain(held -> stop(attempt, held))
                            .map(stopped -> recording.sid() != null || stopped > 0);
        };
    }

    private Uni<Integer> stop(Attempt attempt, List<ProviderRecording> held) {
        return Multi.createFrom()
                .iterable(held)
                .filter(it -> it.progress() == Progress.GOES_ON)
                .onItem()
                .transformToUniAndConcatenate(it -> recorder.stop(attempt.providerSid(), it.sid()))
                .collect()
                .asList()
                .replaceWith(held.size());
    }
}
