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
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/// Finds and ranks the businesses for a classified lead, and offers it to the first wave. A lead is
/// matched once.
@ApplicationScoped
public class MatchLead {
    private final Leads leads;
    private final CandidateSearch search;
    private final Ranking ranking;
    private final Candidates candidates;
    private final AdvanceLead advance;
    private final Outbox outbox;
    private final MatchingMetrics metrics;
    private final Clock clock;

    MatchLead(
            Leads leads,
            CandidateSearch search,
            Candidates candidates,
            AdvanceLead advance,
            Outbox outbox,
            MatchingConfig config,
            MatchingMetrics metrics,
            Clock clock) {
        this.leads = leads;
        this.search = search;
        this.ranking = new Ranking(limits(config));
        this.candidates = candidates;
        this.advance = advance;
        this.outbox = outbox;
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
                                search.find(need, clock.instant())
                                        .map(found -> rank(need, found))
                                        .chain(ranked -> offer(lead, ranked)));
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
