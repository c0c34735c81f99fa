package io.leadflip.calls.dialing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.calls.OutsideWorld;
import io.leadflip.calls.call.DialKey;
import io.leadflip.calls.dialing.CallProgress.Report;
import io.leadflip.calls.transcript.AttemptKeys;
import io.leadflip.calls.transcript.SealKey;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.work.WorkQueue;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Callbacks come in any order, more than once, or not at all. As long as the last one comes, the
/// attempt ends as it would have with all of them in order.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
class ProviderReportsTest {
    private static final Duration WITHIN = Duration.ofSeconds(15);
    private static final int ARRANGEMENTS = 40;
    private static final long SEED = 20_261_127L;

    @Inject ProviderReports reports;
    @Inject Attempts attempts;
    @Inject AttemptKeys keys;
    @Inject Transactions transactions;
    @Inject WorkQueue work;
    @Inject Sql sql;

    /// What came of an attempt.
    ///
    /// @param result null for a conversation, whose transcript decides
    private record End(String state, String result, int redials, int extractions, int ended) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "initiated ringing in-progress completed",
                "initiated ringing busy",
                "initiated ringing no-answer",
                "initiated ringing canceled",
                "initiated canceled",
                "initiated failed",
                "initiated ringing failed",
                "initiated ringing in-progress failed"
            })
    void shouldEndAsInOrderHoweverCallbacksCome(String story) {
        // Given
        List<Report> inOrder = reports(story);
        End expected = after(inOrder);
        Random random = new Random(SEED);
        for (int i = 0; i < ARRANGEMENTS; i++) {
            List<Report> came = rearranged(inOrder, random);
            // When
            End end = after(came);
            // Then
            assertThat(end).as("%s as %s, seed %d", story, came, SEED).isEqualTo(expected);
        }
    }

    /// The verdict on who answered comes by a callback of its own, before the last report or after
    /// it.
    @ParameterizedTest
    @ValueSource(strings = {"machine_end_beep", "machine_end_other", "fax"})
    void shouldTryAgainLaterWheneverTheMachineIsKnown(String verdict) {
        // Given
        List<Report> inOrder = reports("initiated ringing in-progress completed");
        Random random = new Random(SEED);
        for (int i = 0; i < ARRANGEMENTS / 4; i++) {
            List<Report> came = rearranged(inOrder, random);
            int at = random.nextInt(came.size() + 1);
            UUID attempt = Identifiers.next();
            UUID call = Identifiers.next();
            // When
            dialling(attempt, call);
            came.subList(0, at).forEach(report -> tell(attempt, report));
            detected(attempt, verdict);
            came.subList(at, came.size()).forEach(report -> tell(attempt, report));
            read(attempt, Instant.now());
            // Then
            await().atMost(WITHIN)
                    .untilAsserted(
                            () ->
                                    assertThat(machineEnd(attempt, call))
                                            .as("%s at %d of %s, seed %d", verdict, at, came, SEED)
                                            .isEqualTo("ENDED VOICEMAIL SCHEDULED 1"));
        }
    }

    /// Every report but the last may be lost; each may come up to three times; in any order.
    private static List<Report> rearranged(List<Report> inOrder, Random random) {
        List<Report> came = new ArrayList<>();
        for (Report report : inOrder) {
            boolean last = report.equals(inOrder.getLast());
            int times = last ? 1 + random.nextInt(3) : random.nextInt(4);
            came.addAll(Collections.nCopies(times, report));
        }
        Collections.shuffle(came, random);
        return came;
    }

    private static List<Report> reports(String story) {
        String[] words = story.split(" ");
        return IntStream.range(0, words.length)
                .mapToObj(
                        i ->
                                new Report(
                                        null,
                                        ProviderStatus.of(words[i]).orElseThrow(),
                                        i,
                                        words[i].equals("completed") ? 9 : 0,
                                        Instant.parse("2026-11-27T12:00:00Z").plusSeconds(i)))
                .toList();
    }

    private End after(List<Report> came) {
        UUID attempt = Identifiers.next();
        UUID call = Identifiers.next();
        dialling(attempt, call);
        came.forEach(report -> tell(attempt, report));
        return end(attempt, call);
    }

    private void dialling(UUID attempt, UUID call) {
        transactions.run(() -> dialling(attempt, call, sid(attempt))).await().atMost(WITHIN);
    }

    private static String sid(UUID attempt) {
        return "CA" + attempt.toString().replace("-", "");
    }

    /// Nobody reads the conversation before all was told.
    private void tell(UUID attempt, Report report) {
        Report ofCall =
                new Report(
                        sid(attempt),
                        report.status(),
                        report.sequence(),
                        report.seconds(),
                        report.at());
        found(attempt, current -> reports.status(current, ofCall));
        read(attempt, Instant.now().plus(Duration.ofHours(1)));
    }

    private void read(UUID attempt, Instant due) {
        transactions
                .run(() -> work.reschedule("extract", attempt.toString(), due))
                .await()
                .atMost(WITHIN);
    }

    private void detected(UUID attempt, String verdict) {
        found(attempt, current -> reports.answeredBy(current, sid(attempt), verdict));
    }

    private void found(UUID attempt, Function<Attempt, Uni<Void>> step) {
        transactions
                .run(() -> attempts.find(attempt))
                .chain(found -> step.apply(found.orElseThrow()))
                .await()
                .atMost(WITHIN);
    }

    /// States of attempt and call, the result, and how many attempts are to follow.
    private String machineEnd(UUID attempt, UUID call) {
        return transactions
                .run(
                        () ->
                                sql.first(
                                        """
                                        select concat_ws(' ', a.state, a.result, c.status,
                                          (select count(*) from work where kind = 'dial' and key = $2))
                                        from attempt a join call c on c.id = a.call_id where a.id = $1""",
                                        attempt,
                                        DialKey.of(call, 2)))
                .await()
                .atMost(WITHIN)
                .orElseThrow()
                .text(0);
    }

    private Uni<Integer> dialling(UUID attempt, UUID call, String sid) {
        SealKey key = SealKey.random();
        return sql.update(
                        """
                        insert into call (id, lead_id, match_id, business_id, purpose, requested_by, requested_at, status)
                        values ($1, $1, $1, $1, 'QUALIFY_LEAD', 'BUSINESS', now(), 'ATTEMPTING')""",
                        call)
                .chain(
                        () ->
                                sql.update(
                                        """
                                        insert into contact_decision (id, call_id, attempt_id, verdict, rules, notes, pack, facts_hash, decided_at)
                                        values ($1, $2, $1, 'ALLOW', '{}', '{}', 'test', '', now())""",
                                        attempt,
                                        call))
                .chain(
                        () ->
                                sql.update(
                                        """
                                        insert into attempt (id, call_id, number, contact_key, decision_id, state, sealed_key, sealed_brief, language,
                                                             started_at, dialed_at, provider_call_sid, redeemed_at)
                                        values ($1, $2, 1, $3, $1, 'DIALING', $4, $5, 'en', now(), now(), $6, now())""",
                                        attempt,
                                        call,
                                        attempt.toString(),
                                        keys.sealed(key),
                                        key.seal("{}"),
                                        sid));
    }

    private End end(UUID attempt, UUID call) {
        return transactions
                .run(
                        () ->
                                sql.first(
                                        """
                                        select a.state, case when e.extractions = 0 then a.result end,
                                          (select count(*) from work where kind = 'dial' and key = $3), e.extractions,
                                          case when a.ended_at is null then 0 else 1 end
                                        from attempt a,
                                          (select count(*) as extractions from work where kind = 'extract' and key = $2) e
                                        where a.id = $1""",
                                        attempt,
                                        attempt.toString(),
                                        DialKey.of(call, 2)))
                .map(
                        row ->
                                new End(
                                        row.orElseThrow().text(0),
                                        row.orElseThrow().text(1),
                                        row.orElseThrow().integer(2),
                                        row.orElseThrow().integer(3),
                                        row.orElseThrow().integer(4)))
                .await()
                .atMost(WITHIN);
    }
}
