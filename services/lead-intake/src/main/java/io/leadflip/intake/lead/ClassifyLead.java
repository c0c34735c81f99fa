package io.leadflip.intake.lead;

import io.leadflip.contracts.event.LeadFact.LeadClassified;
import io.leadflip.contracts.event.LeadFact.LeadNeedsInfo;
import io.leadflip.contracts.event.LeadFact.LeadRejected;
import io.leadflip.contracts.event.LeadFact.RejectionReason;
import io.leadflip.contracts.value.LeadStatus;
import io.leadflip.contracts.value.Place;
import io.leadflip.intake.IntakeConfig;
import io.leadflip.intake.classification.Classification;
import io.leadflip.intake.classification.Findings;
import io.leadflip.intake.classification.LeadClassifier;
import io.leadflip.intake.classification.LeadText;
import io.leadflip.intake.classification.SecondOpinion;
import io.leadflip.intake.classification.Verdict;
import io.leadflip.intake.classification.VerdictPolicy;
import io.leadflip.intake.place.Places;
import io.leadflip.intake.timeline.LeadJournal;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.work.WorkHandler;
import io.leadflip.platform.work.WorkItem;
import io.leadflip.platform.work.WorkOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Classifies a stored lead: rules first, a second opinion when they are unsure, then one
/// transaction that moves the lead and tells it. Done twice it changes nothing the second time,
/// because the lead has moved on.
@ApplicationScoped
public class ClassifyLead implements WorkHandler {
    static final String KIND = "classify";

    private static final Logger LOG = Logger.getLogger(ClassifyLead.class);
    private static final String LOAD =
            """
            select l.text, l.given_zip, l.given_city, c.name, c.phone is not null, c.email is not null, l.created_at
            from lead l join contact c on c.id = l.contact_id
            where l.id = $1 and l.round = $2 and l.status = 'RECEIVED'""";
    private static final String STORE =
            """
            update lead set category = $2, urgency = $3, budget_min = $4::numeric, budget_max = $5::numeric, zip = $6::text,
              city = $7::text, state = $8::text, latitude = $9::float8, longitude = $10::float8, time_zone = $11::text,
              requirements = $12, phrases = $13, sentiment = $14, quality = $15::float8::numeric, confidence = $16::float8,
              classifier = $17, spam = $18, summary = $19, language = $20, missing = $21::text, updated_at = now()
            where id = $1 and status = 'RECEIVED' and round = $22""";

    private final Transactions transactions;
    private final Sql sql;
    private final LeadMoves moves;
    private final LeadJournal journal;
    private final SecondOpinion opinion;
    private final LeadClassifier rules;
    private final VerdictPolicy policy;
    private final Clock clock;
    private final MeterRegistry metrics;

    ClassifyLead(
            Transactions transactions,
            Sql sql,
            LeadMoves moves,
            LeadJournal journal,
            SecondOpinion opinion,
            Places places,
            IntakeConfig config,
            Clock clock,
            MeterRegistry metrics) {
        this.transactions = transactions;
        this.sql = sql;
        this.moves = moves;
        this.journal = journal;
        this.opinion = opinion;
        this.rules = new LeadClassifier(places);
        this.policy = new VerdictPolicy(config.leastQuality());
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<WorkOutcome> perform(WorkItem item) {
        var leadId = UUID.fromString(item.payload().getString("leadId"));
        int round = item.payload().getInteger("round");
        return load(leadId, round)
                .chain(
                        lead ->
                                lead.map(text -> classify(leadId, round, text))
                                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .replaceWith(WorkOutcome.DONE);
    }

    private Uni<Optional<LeadText>> load(UUID leadId, int round) {
        return transactions
                .run(() -> sql.first(LOAD, leadId, round))
                .map(row -> row.map(ClassifyLead::text));
    }

    private Uni<Void> classify(UUID leadId, int round, LeadText text) {
        return classification(text)
                .chain(classified -> transactions.run(() -> settle(leadId, round, classified)));
    }

    private Uni<Classification> classification(LeadText text) {
        var read = rules.read(text);
        return rules.unsure(text, read)
                ? opinion.on(text, read)
                        .map(
                                found ->
                                        found.map(
                                                        second ->
                                                                rules.complete(
                                                                        text,
                                                                        second.findings(),
                                                                        second.classifier()))
                                                .orElseGet(
                                                        () ->
                                                                rules.complete(
                                                                        text,
                                                                        read,
                                                                        LeadClassifier.RULES)))
                : Uni.createFrom().item(rules.complete(text, read, LeadClassifier.RULES));
    }

    private Uni<Void> settle(UUID leadId, int round, Classification classified) {
        var verdict = policy.of(classified);
        return store(leadId, round, classified, verdict)
                .chain(
                        stored ->
                                stored == 1
                                        ? told(leadId, classified, verdict)
                                        : Uni.createFrom().voidItem());
    }

    private Uni<Integer> store(UUID leadId, int round, Classification classified, Verdict verdict) {
        Findings found = classified.findings();
        Place place = classified.place();
        return sql.update(
                STORE,
                leadId,
                found.category().wire(),
                found.urgency().wire(),
                found.budget().min(),
                found.budget().max(),
                place == null ? null : place.zip(),
                place == null ? null : place.city(),
                place == null ? null : place.state(),
                place == null ? null : place.latitude(),
                place == null ? null : place.longitude(),
                place == null ? null : place.timeZone(),
                found.requirements().stream()
                        .map(each -> each.wire())
                        .sorted()
                        .toArray(String[]::new),
                found.phrases().toArray(String[]::new),
                found.sentiment().wire(),
                classified.quality(),
                found.confidence(),
                classified.classifier(),
                classified.spam().toArray(String[]::new),
                classified.summary(),
                classified.language(),
                missing(verdict, classified),
                round);
    }

    /// What the consumer can add so that the lead becomes one.
    private static String missing(Verdict verdict, Classification classified) {
        return switch (verdict) {
            case Verdict.Sold sold -> null;
            case Verdict.Asked asked ->
                    classified.foreign() ? "FOREIGN_PLACE" : asked.missing().name();
            case Verdict.Rejected(RejectionReason reason) ->
                    reason == RejectionReason.SPAM ? null : "DETAIL";
        };
    }

    private Uni<Void> told(UUID leadId, Classification classified, Verdict verdict) {
        LOG.infof(
                "Lead classified leadId=%s verdict=%s classifier=%s",
                leadId, verdict.getClass().getSimpleName(), classified.classifier());
        metrics.counter(
                        "leadflip.leads.classified",
                        "verdict",
                        verdict.getClass().getSimpleName().toLowerCase(Locale.ROOT),
                        "classifier",
                        classified.classifier())
                .increment();
        var now = clock.instant();
        return switch (verdict) {
            case Verdict.Sold sold ->
                    moves.move(leadId, LeadStatus.CLASSIFIED, LeadStatus.RECEIVED)
                            .chain(() -> journal.tell(classifiedFact(leadId, classified)));
            case Verdict.Asked asked ->
                    moves.move(leadId, LeadStatus.NEEDS_INFO, LeadStatus.RECEIVED)
                            .chain(
                                    () ->
                                            journal.tell(
                                                    new LeadNeedsInfo(
                                                            leadId, asked.missing(), now)));
            case Verdict.Rejected rejected ->
                    moves.move(
                                    leadId,
                                    LeadStatus.valueOf(rejected.reason().name()),
                                    LeadStatus.RECEIVED)
                            .chain(
                                    () ->
                                            journal.tell(
                                                    new LeadRejected(
                                                            leadId,
                                                            rejected.reason(),
                                                            classified.quality(),
                                                            now)));
        };
    }

    private LeadClassified classifiedFact(UUID leadId, Classification classified) {
        var found = classified.findings();
        return new LeadClassified(
                leadId,
                found.category(),
                found.urgency(),
                found.budget(),
                classified.place(),
                found.requirements(),
                found.sentiment(),
                classified.quality(),
                found.confidence(),
                classified.classifier(),
                clock.instant());
    }

    private static LeadText text(Row row) {
        return new LeadText(
                row.text(0),
                row.text(1),
                row.text(2),
                row.text(3),
                row.bool(4),
                row.bool(5),
                row.instant(6).atZone(ZoneOffset.UTC).toLocalDate());
    }
}
