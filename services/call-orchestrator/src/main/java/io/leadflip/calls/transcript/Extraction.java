package io.leadflip.calls.transcript;

import io.leadflip.calls.call.Call;
import io.leadflip.calls.call.CallState;
import io.leadflip.calls.call.Calls;
import io.leadflip.calls.dialing.AfterAttempt;
import io.leadflip.calls.dialing.Attempt;
import io.leadflip.calls.dialing.Attempts;
import io.leadflip.calls.dialing.LockedAttempts;
import io.leadflip.calls.dialing.OptOuts;
import io.leadflip.calls.ending.LineEnd;
import io.leadflip.calls.ending.LineEnds;
import io.leadflip.calls.spend.PriceTable;
import io.leadflip.calls.spend.SpendLedger;
import io.leadflip.calls.transcript.TranscriptReader.Conversation;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.contracts.value.Speaker;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.work.WorkHandler;
import io.leadflip.platform.work.WorkItem;
import io.leadflip.platform.work.WorkOutcome;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Reads a conversation once it is over and concludes the call, once: whoever comes second finds
/// the call concluded. Where it turns out that a machine was spoken to, the call goes on as if that
/// had been known when it ended.
@ApplicationScoped
class Extraction implements WorkHandler {
    private static final Duration SOON = Duration.ofMillis(200);

    private final Calls calls;
    private final Attempts attempts;
    private final OptOuts optOuts;
    private final AttemptKeys keys;
    private final Transcripts transcripts;
    private final AppointmentNotes notes;
    private final HumanRequests humans;
    private final LineEnds lines;
    private final ReadTranscript reader;
    private final AfterAttempt after;
    private final LockedAttempts locked;
    private final Conclusions conclusions;
    private final SpendLedger spend;
    private final PriceTable prices;
    private final Transactions transactions;

    Extraction(
            Calls calls,
            Attempts attempts,
            OptOuts optOuts,
            AttemptKeys keys,
            Transcripts transcripts,
            AppointmentNotes notes,
            HumanRequests humans,
            LineEnds lines,
            ReadTranscript reader,
            AfterAttempt after,
            LockedAttempts locked,
            Conclusions conclusions,
            SpendLedger spend,
            PriceTable prices,
            Transactions transactions) {
        this.calls = calls;
        this.attempts = attempts;
        this.optOuts = optOuts;
        this.keys = keys;
        this.transcripts = transcripts;
        this.notes = notes;
        this.humans = humans;
        this.lines = lines;
        this.reader = reader;
        this.after = after;
        this.locked = locked;
        this.conclusions = conclusions;
        this.spend = spend;
        this.prices = prices;
        this.transactions = transactions;
    }

    @Override
    public String kind() {
        return ExtractOutcome.KIND;
    }

    private record Material(
            Call call, Attempt attempt, SealKey key, Conversation conversation, LineEnd line) {}

    @Override
    public Uni<WorkOutcome> perform(WorkItem item) {
        UUID attemptId = UUID.fromString(item.key());
        return transactions
                .run(() -> attempts.find(attemptId))
                .chain(
                        found ->
                                found.filter(attempt -> attempt.state().over())
                                        .map(this::extract)
                                        .orElseGet(
                                                () ->
                                                        Uni.createFrom()
                                                                .item(
                                                                        new WorkOutcome.Again(
                                                                                SOON,
                                                                                "the call is not over yet"))));
    }

    /// Nobody reads the words any more: the call is concluded by what is known without them.
    @Override
    public Uni<Void> abandoned(WorkItem item, String reason) {
        return attempts.find(UUID.fromString(item.key()))
                .map(Optional::orElseThrow)
                .chain(attempt -> locked.with(attempt, this::endWithoutWords));
    }

    private Uni<Void> endWithoutWords(Call call, Attempt attempt) {
        if (!unread(call, attempt)) {
            return Uni.createFrom().voidItem();
        }
        return lines.of(attempt)
                .map(line -> withoutWords(attempt, line))
                .chain(
                        outcome ->
                                outcome == CallOutcome.VOICEMAIL
                                        ? machine(call, attempt)
                                        : conclusions.conclude(call, outcome));
    }

    /// Another attempt later, as after a machine that was known while the line stood.
    private Uni<Void> machine(Call call, Attempt attempt) {
        return attempts.result(attempt.id(), CallOutcome.VOICEMAIL)
                .chain(() -> after.next(call, attempt, CallOutcome.VOICEMAIL, true));
    }

    private static CallOutcome withoutWords(Attempt attempt, LineEnd line) {
        Conversation unread =
                new Conversation(List.of(), attempt.endedAt(), ZoneOffset.UTC, Optional.empty());
        return HardFacts.of(attempt, unread, line)
                .filter(outcome -> outcome != CallOutcome.NO_ANSWER)
                .orElse(CallOutcome.PLATFORM_ENDED);
    }

    private Uni<WorkOutcome> extract(Attempt attempt) {
        return transactions
                .run(() -> material(attempt))
                .chain(
                        material ->
                                material.map(this::conclude)
                                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .replaceWith(WorkOutcome.DONE);
    }

    /// Empty when the call is concluded already, or goes on after a machine: what is under way then
    /// is another attempt.
    private Uni<Optional<Material>> material(Attempt attempt) {
        return calls.find(attempt.callId())
                .map(Optional::orElseThrow)
                .chain(
                        call ->
                                unread(call, attempt)
                                        ? material(call, attempt).map(Optional::of)
                                        : Uni.createFrom().item(Optional.empty()));
    }

    private static boolean unread(Call call, Attempt attempt) {
        return call.state() instanceof CallState.Attempting
                && attempt.result() != CallOutcome.VOICEMAIL;
    }

    private Uni<Material> material(Call call, Attempt attempt) {
        return lines.of(attempt).chain(line -> material(call, attempt, line));
    }

    private Uni<Material> material(Call call, Attempt attempt, LineEnd line) {
        SealKey key = keys.open(attempt.sealedKey());
        return transcripts
                .read(attempt.id(), key)
                .chain(
                        turns ->
                                notes.last(attempt.id())
                                        .map(
                                                noted ->
                                                        new Material(
                                                                call,
                                                                attempt,
                                                                key,
                                                                new Conversation(
                                                                        turns,
                                                                        attempt.endedAt(),
                                                                        zone(attempt, key),
                                                                        noted),
                                                                line)));
    }

    private static ZoneId zone(Attempt attempt, SealKey key) {
        try {
            return ZoneId.of(
                    new JsonObject(key.open(attempt.sealedBrief())).getString("timeZone", "UTC"));
        } catch (DateTimeException | NullPointerException e) {
            return ZoneOffset.UTC;
        }
    }

    private Uni<Void> conclude(Material material) {
        return reader.read(material.conversation())
                .chain(
                        reading ->
                                transactions.run(
                                        () ->
                                                humans.asked(material.attempt().id())
                                                        .map(
                                                                asked ->
                                                                        asked
                                                                                        && !material.line()
                                                                                                .transferred()
                                                                                ? reading
                                                                                        .withPersonWanted()
                                                                                : reading)
                                                        .chain(known -> store(material, known))));
    }

    /// What came meanwhile counts: a verdict on who answered may have.
    private Uni<Void> store(Material material, Reading reading) {
        return suppressed(material.attempt(), decided(material, material.attempt(), reading))
                .chain(
                        () ->
                                locked.with(
                                        material.attempt(),
                                        (call, current) ->
                                                store(material, reading, call, current)));
    }

    private Uni<Void> store(Material material, Reading reading, Call call, Attempt attempt) {
        if (!unread(call, attempt)) {
            return Uni.createFrom().voidItem();
        }
        Reading harder = decided(material, attempt, reading);
        return attempts.result(attempt.id(), harder.outcome())
                .chain(() -> charge(attempt, material.line(), reading))
                .chain(
                        () ->
                                harder.outcome() == CallOutcome.VOICEMAIL
                                        ? machine(call, attempt)
                                        : conclude(material, harder, call, attempt));
    }

    private Uni<Void> conclude(Material material, Reading reading, Call call, Attempt attempt) {
        List<Turn> turns = material.conversation().turns();
        boolean spoken = turns.stream().anyMatch(turn -> turn.speaker() == Speaker.CALLER);
        return conclusions.conclude(
                call, reading, spoken, complete(attempt, turns), material.key());
    }

    private static Reading decided(Material material, Attempt attempt, Reading reading) {
        return decided(reading, HardFacts.of(attempt, material.conversation(), material.line()));
    }

    /// Facts are harder than words, but for one: whoever said that they want no more calls said so,
    /// however the call ended.
    private static Reading decided(Reading reading, Optional<CallOutcome> facts) {
        return reading.outcome() == CallOutcome.OPTED_OUT
                ? reading
                : facts.map(reading::withOutcome).orElse(reading);
    }

    /// An opt-out that only the words tell is one all the same.
    private Uni<Void> suppressed(Attempt attempt, Reading reading) {
        return reading.outcome() == CallOutcome.OPTED_OUT
                ? optOuts.heard(attempt, "voice")
                : Uni.createFrom().voidItem();
    }

    /// Every fact the bridge numbered is here: its turns stand between the first fact and the last.
    private static boolean complete(Attempt attempt, List<Turn> turns) {
        return attempt.mediaLastNumber() != null && turns.size() >= attempt.mediaLastNumber() - 2;
    }

    /// While the bridge has not told what the model cost, what was reserved keeps counting.
    private Uni<Void> charge(Attempt attempt, LineEnd line, Reading reading) {
        int seconds = attempt.durationSeconds() == null ? 0 : attempt.durationSeconds();
        BigDecimal withoutModel =
                prices.telephony(Duration.ofSeconds(seconds))
                        .add(prices.transfer(line.withBusiness()))
                        .add(prices.reader(reading.inputTokens(), reading.outputTokens()));
        return attempt.usageToCome()
                ? spend.meter(attempt.id(), withoutModel)
                : spend.settle(attempt.id(), withoutModel.add(prices.model(attempt.usage())));
    }
}
