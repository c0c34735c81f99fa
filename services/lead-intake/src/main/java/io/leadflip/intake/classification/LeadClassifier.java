package io.leadflip.intake.classification;

import io.leadflip.contracts.value.ServiceCategory;
import io.leadflip.contracts.value.Urgency;
import io.leadflip.intake.place.Places;
import java.util.List;

/// The rules that classify every lead. They need nobody, and stand whenever a model has no better
/// answer.
public final class LeadClassifier {
    public static final String RULES = "rules";

    private static final int SUMMARY_LENGTH = 200;
    private static final double SURE = 0.6;
    private static final int WORTH_ASKING = 12;

    private final PlaceRules places;

    public LeadClassifier(Places places) {
        this.places = new PlaceRules(places);
    }

    /// What the rules read in the text. Who wants it for nothing and names no time is in no hurry.
    public Findings read(LeadText lead) {
        var words = Words.of(lead.text());
        var trade = TradeRules.read(words);
        var urgency = UrgencyRules.read(words);
        var budget = BudgetRules.read(words, trade.category() != ServiceCategory.OTHER);
        return new Findings(
                trade.category(),
                trade.confidence(),
                budget.wantsFree() && !urgency.stated() ? Urgency.LOW : urgency.urgency(),
                urgency.stated(),
                budget.budget(),
                budget.wantsFree(),
                RequirementRules.read(words),
                List.of(),
                ToneRules.sentiment(words));
    }

    /// Whether a second opinion could help: the trade is unclear and the text says enough to have
    /// one. Spam needs none.
    public boolean unsure(LeadText lead, Findings findings) {
        var words = Words.of(lead.text());
        return findings.confidence() < SURE
                && words.count() >= WORTH_ASKING
                && SpamRules.read(words).isEmpty();
    }

    /// Completes findings, the rules' own or a model's, with everything a model has no say about.
    public Classification complete(LeadText lead, Findings findings, String classifier) {
        var words = Words.of(lead.text());
        var spam = SpamRules.read(words);
        var place = places.read(lead, words);
        return new Classification(
                findings,
                place.place(),
                place.foreign(),
                Quality.of(lead, words, findings, place.place() != null, !spam.isEmpty()),
                spam,
                Redaction.summary(lead.text(), lead.name(), SUMMARY_LENGTH),
                classifier,
                ToneRules.language(words));
    }

    public Classification classify(LeadText lead) {
        return complete(lead, read(lead), RULES);
    }
}
