package io.leadflip.matching.offer;

import io.leadflip.contracts.event.LeadFact.LeadClassified;
import io.leadflip.contracts.event.LeadFact.LeadUnmatched;
import io.leadflip.contracts.event.LeadFact.UnmatchedReason;
import io.leadflip.matching.MatchingConfig;
import io.leadflip.matching.directory.CandidateSearch;
import io.leadflip.matching.scoring.Candidate;
import io.leadflip.matching.scoring.Need;
import io.leadflip.matching.scoring.Ranked;
import io.leadflip.matching.scoring.Ranking;
import io.leadflip.platform.outbox.Outbox;
import io.leadflip.platform.work.WorkQueue;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// Finds and ranks the businesses for a classified lead, and offers it to the first wave. A lead is
/// matched once.
///
/// Facts of businesses come by other partitions than those of leads, so one that registered before
/// the lead may arrive after it. A lead that nobody serves is therefore looked at again for a while
/// before it is told to be unmatched; told is final.
@ApplicationScoped
public class MatchLead {
    private final Leads leads;
    private final CandidateSearch search;
    private final Ranking ranking;
    private final Candidates candidates;
    private final AdvanceLead advance;
    private final Outbox outbox;
    private final MatchingMetrics metrics;
    private final WorkQueue work;
    private final Duration patience;
    private final Duration lookAgainAfter;
    private final Clock clock;

    MatchLead(
            Leads leads,
            CandidateSearch search,
            Candidates candidates,
            AdvanceLead advance,
            Outbox outbox,
            WorkQueue work,
            MatchingConfig config,
            MatchingMetrics metrics,
            Clock clock) {
        this.leads = leads;
        this.search = search;
        this.ranking = new Ranking(limits(config));
        this.candidates = candidates;
        this.advance = advance;
        this.outbox = outbox;
        this.work = work;
        this.patience = config.patience();
        this.lookAgainAfter = config.lookAgainAfter();
        this.metrics = metrics;
        this.clock = clock;
    }

    private static Ranking.Limits limits(MatchingConfig config) {
        return new Ranking.Limits(
                config.minimumScore(),
                config.candidatesKept(),
                config.waveSize(),
                config.explorationSlots(),
                config.explorationAnswers());
    }

    /// In the current transaction.
    public Uni<Void> match(LeadClassified fact) {
        return leads.lock(fact.leadId())
                .chain(known -> known.isPresent() ? Uni.createFrom().voidItem() : matchNew(fact));
    }

    private Uni<Void> matchNew(LeadClassified fact) {
        var need = Need.of(fact);
        return leads.persistAndFlush(Lead.classified(fact))
                .chain(
                        lead ->
                                ranked(need)
                                        .chain(
                                                ranked ->
                                                        ranked.isEmpty()
                                                                ? lookAgain(fact)
                                                                : offer(lead, ranked)));
    }

    private Uni<List<Ranked>> ranked(Need need) {
        return search.find(need, clock.instant()).map(found -> rank(need, found));
    }

    private Uni<Void> lookAgain(LeadClassified fact) {
        var now = clock.instant();
        return work.schedule(
                SecondLook.KIND,
                fact.leadId().toString(),
                SecondLook.payload(fact, now.plus(patience)),
                now.plus(lookAgainAfter));
    }

    /// Looks once more, in the current transaction. Answers false when nobody serves the lead yet,
    /// and somebody still may.
    ///
    /// @param last whether this was the last look
    Uni<Boolean> again(LeadClassified fact, boolean last) {
        return leads.lock(fact.leadId())
                .chain(
                        lead ->
                                lead.filter(Lead::open)
                                        .map(open -> again(open, Need.of(fact), last))
                                        .orElseGet(() -> Uni.createFrom().item(true)));
    }

    /// Nobody looks any more: in the current transaction, a lead that is still open stays without
    /// an offer.
    Uni<Void> giveUp(UUID leadId) {
        return leads.lock(leadId)
                .chain(
                        lead ->
                                lead.filter(Lead::open)
                                        .map(this::unmatched)
                                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Boolean> again(Lead lead, Need need, boolean last) {
        return ranked(need)
                .chain(
                        ranked ->
                                ranked.isEmpty() && !last
                                        ? Uni.createFrom().item(false)
                                        : offer(lead, ranked).replaceWith(true));
    }

    private List<Ranked> rank(Need need, List<Candidate> found) {
        var ranked = ranking.rank(need, found);
        metrics.candidates(found.size(), ranked.size());
        return ranked;
    }

    private Uni<Void> offer(Lead lead, List<Ranked> ranked) {
        if (ranked.isEmpty()) {
            return unmatched(lead);
        }
        return candidates.add(lead.id(), ranked).chain(() -> advance.advance(lead));
    }

    private Uni<Void> unmatched(Lead lead) {
        lead.unmatched();
        metrics.unmatched(UnmatchedReason.NO_CANDIDATE);
        return outbox.append(
                new LeadUnmatched(lead.id(), UnmatchedReason.NO_CANDIDATE, clock.instant()));
    }
}
