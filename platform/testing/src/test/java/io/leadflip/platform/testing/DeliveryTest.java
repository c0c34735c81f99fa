package io.leadflip.platform.testing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.LeadFact.LeadRejected;
import io.leadflip.contracts.event.LeadFact.LeadSubmitted;
import io.leadflip.contracts.event.LeadFact.LeadWithdrawn;
import io.leadflip.contracts.event.LeadFact.RejectionReason;
import io.leadflip.contracts.event.Source;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.outbox.Outbox;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.stream.StreamConfig;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
class DeliveryTest {
    @Inject TestEvents events;
    @Inject RecordingSubscriber subscriber;
    @Inject Outbox outbox;
    @Inject Sql sql;
    @Inject Transactions transactions;
    @Inject Redis redis;
    @Inject StreamConfig config;
    @Inject Interruptions interruptions;

    private final UUID leadId = Identifiers.next();

    @Test
    void shouldHandleAFactOnceHoweverOftenItComes() {
        // Given
        var event = events.tell(Source.LEAD_INTAKE, submitted());
        // When
        events.deliver(event);
        var last = events.tell(Source.LEAD_INTAKE, submitted());
        // Then
        awaitReceived(last);
        assertThat(received()).containsExactly(event.id(), last.id());
        assertThat(told()).hasSize(2);
    }

    @Test
    void shouldTryAgainInOrderWhenHandlingFails() {
        // Given
        subscriber.failFor(leadId, 2);
        // When
        var first = events.tell(Source.LEAD_INTAKE, submitted());
        var second = events.tell(Source.LEAD_INTAKE, submitted());
        var third = events.tell(Source.LEAD_INTAKE, submitted());
        // Then
        awaitReceived(third);
        assertThat(received()).containsExactly(first.id(), second.id(), third.id());
    }

    @Test
    void shouldMakePoisonADeadLetterAndGoOn() {
        // Given
        var poison =
                events.tell(
                        Source.LEAD_INTAKE,
                        new LeadRejected(leadId, RejectionReason.SPAM, 0, Instant.EPOCH));
        // When
        var next = events.tell(Source.LEAD_INTAKE, submitted());
        // Then
        awaitReceived(next);
        assertThat(received()).containsExactly(next.id());
        assertThat(deadLetterReason(poison)).contains("indigestible");
    }

    /// Redis may lose its streams at any time, and then everything is told again.
    @Test
    void shouldLeaveDeadWhatIsToldAgain() {
        // Given
        var poison =
                events.tell(
                        Source.LEAD_INTAKE,
                        new LeadRejected(leadId, RejectionReason.SPAM, 0, Instant.EPOCH));
        await().atMost(10, SECONDS).until(() -> deadLetterReason(poison) != null);
        transactions
                .run(
                        () ->
                                sql.update(
                                        "update dead_letter set state = 'DISCARDED', settled_by = 'boss', settled_at = now() where subject_id = $1",
                                        poison.id()))
                .await()
                .atMost(Duration.ofSeconds(5));
        // When
        events.deliver(poison);
        var next = events.tell(Source.LEAD_INTAKE, submitted());
        // Then
        awaitReceived(next);
        assertThat(rows("select 1 from dead_letter where subject_id = $1", poison.id())).hasSize(1);
    }

    @Test
    void shouldMakeAFactADeadLetterWhenTriesAreUsedUp() {
        // Given
        subscriber.failFor(leadId, 3);
        // When
        var event = events.tell(Source.LEAD_INTAKE, submitted());
        var next = events.tell(Source.LEAD_INTAKE, submitted());
        // Then
        awaitReceived(next);
        assertThat(deadLetterReason(event)).contains("asked to fail");
    }

    @Test
    void shouldMakeAnEntryThatIsNoEventADeadLetter() {
        // Given
        var event =
                new Event(
                        Identifiers.next(),
                        Source.LEAD_INTAKE,
                        Instant.EPOCH,
                        1,
                        null,
                        submitted());
        var stream = config.streams().of(event.data());
        // When
        send(
                Request.cmd(Command.XADD)
                        .arg(stream)
                        .arg("*")
                        .arg("id")
                        .arg(event.id().toString())
                        .arg("type")
                        .arg(event.type().wire()));
        // Then
        await().atMost(10, SECONDS).until(() -> deadLetterReason(event) != null);
        assertThat(deadLetterReason(event)).contains("missing");
    }

    @Test
    void shouldPublishInOrderOfCommitAndNumberPerSubject() {
        // Given
        var before = told().size();
        // When
        for (var i = 0; i < 5; i++) {
            append();
        }
        // Then
        var rows =
                rows(
                        "select sequence from outbox where subject = $1 order by position",
                        leadId.toString());
        assertThat(rows)
                .extracting(row -> row.bigint(0))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 5).boxed().toList());
        assertThat(before).isZero();
        await().atMost(10, SECONDS).until(() -> unpublished() == 0);
    }

    @Test
    void shouldNotTellWhatWasRolledBack() {
        // Given
        Uni<Void> failing =
                transactions.run(
                        () ->
                                outbox.append(submitted())
                                        .invoke(
                                                () -> {
                                                    throw new IllegalStateException("on purpose");
                                                }));
        // When
        failing.onFailure().recoverWithNull().await().atMost(Duration.ofSeconds(5));
        // Then
        assertThat(rows("select id from outbox where subject = $1", leadId.toString())).isEmpty();
    }

    /// A version that was rolled back has left it behind.
    @Test
    void shouldTellAlsoWhatOnlyAnotherVersionKnows() {
        // Given
        var unheard = Identifiers.next();
        transactions
                .run(
                        () ->
                                outbox.append(new LeadWithdrawn(leadId, Instant.EPOCH))
                                        .chain(
                                                () ->
                                                        sql.update(
                                                                """
                                                                insert into outbox (id, type, domain, subject, sequence, partition_key, time, data)
                                                                values ($1, 'io.leadflip.lead.renamed.v3', 'lead', $2, 2, $2, now(), '{}')""",
                                                                unheard,
                                                                leadId.toString())))
                .await()
                .atMost(Duration.ofSeconds(5));
        // When
        append();
        // Then
        await().atMost(10, SECONDS).until(() -> unpublished() == 0);
        var stream = config.streams().of(new LeadWithdrawn(leadId, Instant.EPOCH));
        assertThat(send(Request.cmd(Command.XRANGE).arg(stream).arg("-").arg("+")))
                .contains(unheard.toString(), "schema/lead.renamed.v3.json");
        assertThat(told()).hasSize(2);
    }

    @Test
    void shouldTellAgainWhatRedisLost() {
        // Given
        append();
        await().atMost(10, SECONDS).until(() -> unpublished() == 0);
        var stream = config.streams().of(new LeadWithdrawn(leadId, Instant.EPOCH));
        // When
        send(Request.cmd(Command.DEL).arg(stream).arg(config.prefix() + ":published:notifier"));
        // Then
        await().atMost(10, SECONDS).until(() -> entries(stream) > 0);
        var next = events.tell(Source.LEAD_INTAKE, submitted());
        awaitReceived(next);
    }

    @Test
    void shouldNoticeWhatRedisLosesWhileARoundIsTold() {
        // Given
        append();
        await().atMost(10, SECONDS).until(() -> unpublished() == 0);
        var stream = config.streams().of(new LeadWithdrawn(leadId, Instant.EPOCH));
        interruptions.beforeNextRound(
                redis.send(
                        Request.cmd(Command.DEL)
                                .arg(stream)
                                .arg(config.prefix() + ":published:notifier")));
        // When
        append();
        // Then
        await().atMost(10, SECONDS).until(() -> entries(stream) >= 2 && unpublished() == 0);
        assertThat(interruptions.over()).isTrue();
    }

    private LeadSubmitted submitted() {
        return new LeadSubmitted(leadId, Instant.EPOCH);
    }

    private void append() {
        transactions
                .run(() -> outbox.append(new LeadWithdrawn(leadId, Instant.EPOCH)))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private List<LeadWithdrawn> told() {
        return events.told(LeadWithdrawn.class).stream()
                .filter(fact -> fact.leadId().equals(leadId))
                .toList();
    }

    private void awaitReceived(Event event) {
        await().atMost(20, SECONDS).until(() -> received().contains(event.id()));
    }

    private List<UUID> received() {
        return rows(
                        "select event_id from received where key = $1 order by position",
                        leadId.toString())
                .stream()
                .map(row -> row.uuid(0))
                .toList();
    }

    private String deadLetterReason(Event event) {
        return rows(
                        "select reason from dead_letter where payload ->> 'id' = $1",
                        event.id().toString())
                .stream()
                .map(row -> row.text(0))
                .findFirst()
                .orElse(null);
    }

    private long unpublished() {
        return rows("""
                        select count(*) from outbox, lateral (
                          select floor, beyond from outbox_round order by round desc limit 1) told
                        where position > floor and not position <@ beyond""")
                .getFirst()
                .bigint(0);
    }

    private List<Row> rows(String query, Object... arguments) {
        return transactions
                .run(() -> sql.select(query, arguments))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private long entries(String stream) {
        return Long.parseLong(send(Request.cmd(Command.XLEN).arg(stream)));
    }

    private String send(Request request) {
        return String.valueOf(redis.send(request).await().atMost(Duration.ofSeconds(5)));
    }
}
