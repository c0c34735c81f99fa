package io.leadflip.intake.classification;

import static io.leadflip.contracts.value.ServiceCategory.*;
import static io.leadflip.contracts.value.Urgency.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.LeadFact.MissingInfo;
import io.leadflip.contracts.event.LeadFact.RejectionReason;
import io.leadflip.contracts.value.Budget;
import io.leadflip.contracts.value.Requirement;
import io.leadflip.contracts.value.ServiceCategory;
import io.leadflip.contracts.value.Urgency;
import io.leadflip.intake.place.Places;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LeadClassifierTest {
    private static final Places PLACES = new Places();
    private static final LocalDate APRIL = LocalDate.of(2026, 4, 14);
    private final LeadClassifier classifier = new LeadClassifier(PLACES);
    private final VerdictPolicy verdicts = new VerdictPolicy(5.0);

    /// The acceptance cases of the domain rules.
    static Stream<Arguments> acceptance() {
        return Stream.of(
                Arguments.of(
                        "My water heater leaks badly, please send someone as soon as possible to Carmel 46032. At most $500, licensed only.",
                        PLUMBING,
                        EMERGENCY,
                        "0",
                        "500",
                        "46032",
                        8.0,
                        10.0),
                Arguments.of(
                        "Looking for weekly mowing of our yard in Fishers 46038, about $100 a visit would be fine.",
                        LAWN_CARE,
                        MEDIUM,
                        "80",
                        "120",
                        "46038",
                        5.0,
                        8.0),
                Arguments.of(
                        "I want a ceiling fan put up in the living room, 46220, no hurry, by a licensed electrician.",
                        ELECTRICAL,
                        LOW,
                        null,
                        null,
                        "46220",
                        5.0,
                        8.0),
                Arguments.of(
                        "cheap, quick, free quote, test", OTHER, LOW, "0", "0", null, 0.0, 2.9),
                Arguments.of(
                        "There is a sparking outlet in my bedroom, somebody has to come today. Carmel 46032, $200–500.",
                        ELECTRICAL,
                        EMERGENCY,
                        "200",
                        "500",
                        "46032",
                        7.0,
                        10.0),
                Arguments.of(
                        "something is wrong, Westfield, $200",
                        OTHER,
                        MEDIUM,
                        "0",
                        "200",
                        null,
                        0.0,
                        4.9));
    }

    @ParameterizedTest
    @MethodSource("acceptance")
    void shouldReadWhatTheTextCarries(
            String text,
            ServiceCategory category,
            Urgency urgency,
            String min,
            String max,
            String zip,
            double least,
            double most) {
        // Given
        var lead = lead(text);
        // When
        var classified = classifier.classify(lead);
        // Then
        assertThat(classified.findings().category()).isEqualTo(category);
        assertThat(classified.findings().urgency()).isEqualTo(urgency);
        assertThat(classified.findings().budget())
                .isEqualTo(new Budget(decimal(min), decimal(max)));
        assertThat(classified.place() == null ? null : classified.place().zip()).isEqualTo(zip);
        assertThat(classified.quality()).isBetween(least, most);
        assertThat(classified.spam()).isEmpty();
    }

    @Test
    void shouldAskForPlaceWhenItIsForeign() {
        // Given
        var lead = lead("Emergency, I need a plumber, London SW1A 1AA");
        // When
        var classified = classifier.classify(lead);
        // Then
        assertThat(classified.findings().category()).isEqualTo(PLUMBING);
        assertThat(classified.findings().urgency()).isEqualTo(EMERGENCY);
        assertThat(classified.findings().budget()).isEqualTo(Budget.UNKNOWN);
        assertThat(classified.foreign()).isTrue();
        assertThat(verdicts.of(classified)).isEqualTo(new Verdict.Asked(MissingInfo.PLACE));
    }

    @Test
    void shouldReadSpanish() {
        // Given
        var lead =
                lead(
                        "Hola, necesito un plomero urgente en 46254. Tengo una fuga debajo del fregadero de la cocina, presupuesto de unos $300. Gracias");
        // When
        var classified = classifier.classify(lead);
        // Then
        assertThat(classified.language()).isEqualTo("es");
        assertThat(classified.findings().category()).isEqualTo(PLUMBING);
        assertThat(classified.findings().urgency()).isEqualTo(EMERGENCY);
        assertThat(classified.findings().budget())
                .isEqualTo(new Budget(decimal("240"), decimal("360")));
        assertThat(classified.place().city()).isEqualTo("Indianapolis");
        assertThat(verdicts.of(classified)).isEqualTo(new Verdict.Sold());
    }

    @Test
    void shouldRejectSpam() {
        // Given
        var lead =
                lead(
                        "Dear business owner, our agency offers SEO and backlinks to rank your site on the first page of Google! https://cheap-seo.example 46032");
        // When
        var classified = classifier.classify(lead);
        // Then
        assertThat(classified.quality()).isLessThanOrEqualTo(1.0);
        assertThat(verdicts.of(classified)).isEqualTo(new Verdict.Rejected(RejectionReason.SPAM));
    }

    @Test
    void shouldRejectVagueLead() {
        // Given
        var lead = lead("My house needs some work done, can you help me? 46033");
        // When
        var classified = classifier.classify(lead);
        // Then
        assertThat(verdicts.of(classified))
                .isEqualTo(new Verdict.Rejected(RejectionReason.LOW_QUALITY));
    }

    @Test
    void shouldReadTextsThatWantToBreakIt() {
        // Given
        var repeated = "spam ".repeat(2_400);
        var riches =
                "I want my roof repaired for $99999999999999 in Carmel 46032, or for 999999999k.";
        // When
        var first = classifier.classify(lead(repeated));
        var second = classifier.classify(lead(riches));
        // Then
        assertThat(first.findings().category()).isEqualTo(OTHER);
        assertThat(second.findings().budget().max())
                .isLessThanOrEqualTo(new BigDecimal("12000000"));
    }

    @ParameterizedTest
    @CsvSource({
        "Locked myself out of my car and house in 46240, HIGH|EMERGENCY, LOCKSMITH",
        "Our furnace stopped working and there is no heat, EMERGENCY, HVAC",
        "Need gutters cleaned before winter, MEDIUM, GUTTER_CLEANING",
        "Dishwasher will not drain, MEDIUM, APPLIANCE_REPAIR",
        "Garage door spring snapped and the car is stuck, MEDIUM, GARAGE_DOOR",
        "A big oak tree limb fell in the yard; remove it this weekend, HIGH, TREE_SERVICE",
        "Mice in the attic and it is not an emergency, LOW, PEST_CONTROL",
        "Want two bedrooms painted sometime next month, LOW, PAINTING",
        "Roof shingles blew off and it leaks; urgent, EMERGENCY, ROOFING",
        "Deep clean of my house before guests come tomorrow, HIGH, HOUSE_CLEANING",
        "Need movers to load a truck on Saturday, MEDIUM, MOVING",
        "Haul away an old couch and some junk, MEDIUM, JUNK_REMOVAL",
        "Remodel our master bathroom with a general contractor, MEDIUM, GENERAL_CONTRACTOR",
        "Refinish hardwood floors in two rooms, MEDIUM, FLOORING",
        "Plow my driveway after the snow, MEDIUM, SNOW_REMOVAL",
        "Need a move-out cleaning of a two bedroom apartment with oven and fridge inside, MEDIUM, HOUSE_CLEANING",
        "Deep cleaning with hardwood floors and baseboards in the next few days, HIGH, HOUSE_CLEANING",
        "After the deep clean the oven does not work any more; fridge broken too, MEDIUM, APPLIANCE_REPAIR",
        "Fence painted over the next few days, HIGH, PAINTING",
        "Fix the oven sometime in the next few days, HIGH, APPLIANCE_REPAIR",
        "All windows cleaned inside and out, MEDIUM, WINDOW_WASHING",
        "Handyman to mount a TV and patch drywall, MEDIUM, HANDYMAN",
        "New mulch and flower beds in front, MEDIUM, LANDSCAPING",
        "Custom cabinets and crown molding, MEDIUM, CARPENTRY"
    })
    void shouldKnowTradesByTheirWords(String text, String urgencies, ServiceCategory category) {
        // Given
        var lead = lead(text);
        // When
        var found = classifier.read(lead);
        // Then
        assertThat(found.category()).isEqualTo(category);
        assertThat(urgencies.split("\\|")).contains(found.urgency().name());
    }

    @Test
    void shouldReadRequirements() {
        // Given
        var lead =
                lead(
                        "Licensed and insured painter who speaks Spanish, free on Saturday, pet friendly, with warranty.");
        // When
        var found = classifier.read(lead);
        // Then
        assertThat(found.requirements())
                .containsExactlyInAnyOrder(
                        Requirement.LICENSED,
                        Requirement.INSURED,
                        Requirement.SPANISH_SPEAKING,
                        Requirement.WEEKEND,
                        Requirement.PET_FRIENDLY,
                        Requirement.WARRANTY);
    }

    @Test
    void shouldPreferGivenZipOverText() {
        // Given
        var lead =
                new LeadText(
                        "Plumber for a dripping faucet near 10001",
                        "46074",
                        null,
                        null,
                        true,
                        true,
                        APRIL);
        // When
        var place = classifier.classify(lead).place();
        // Then
        assertThat(place.city()).isEqualTo("Westfield");
        assertThat(place.timeZone()).isEqualTo("America/Indiana/Indianapolis");
    }

    @Test
    void shouldResolveCityNamedWithState() {
        // Given
        var lead = lead("Please repaint my front door in Carmel, Indiana");
        // When
        var place = classifier.classify(lead).place();
        // Then
        assertThat(place.city()).isEqualTo("Carmel");
        assertThat(place.state()).isEqualTo("IN");
    }

    @Test
    void shouldNotTakeHouseNumberForZip() {
        // Given
        var lead = lead("Electrician to 10001 Oak Street for a dead outlet");
        // When
        var place = classifier.classify(lead).place();
        // Then
        assertThat(place).isNull();
    }

    @Test
    void shouldAdjustQualityToSeason() {
        // Given
        var text = "Weekly mowing of a half acre lawn in 46038 please, $60 each time";
        // When
        var spring =
                classifier
                        .classify(new LeadText(text, null, null, null, true, true, APRIL))
                        .quality();
        var winter =
                classifier
                        .classify(
                                new LeadText(
                                        text,
                                        null,
                                        null,
                                        null,
                                        true,
                                        true,
                                        LocalDate.of(2026, 1, 10)))
                        .quality();
        // Then
        assertThat(spring - winter).isEqualTo(2.0);
    }

    @Test
    void shouldLowerQualityOfUnrealisticBudget() {
        // Given
        var fair =
                lead(
                        "Replace the roof shingles on my garage in 46038, budget $900, next week please");
        var silly =
                lead(
                        "Replace the roof shingles on my garage in 46038, budget $9, next week please");
        // When
        var difference = classifier.classify(fair).quality() - classifier.classify(silly).quality();
        // Then
        assertThat(difference).isEqualTo(2.0);
    }

    private static LeadText lead(String text) {
        return new LeadText(text, null, null, null, true, true, APRIL);
    }

    private static BigDecimal decimal(String value) {
        return value == null ? null : new BigDecimal(value);
    }
}
