package io.leadflip.sandbox.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.sandbox.caller.Answer;
import io.leadflip.sandbox.caller.Persona;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StoryDataTest {
    private static final Set<String> CATEGORIES =
            Set.of(
                    "plumbing",
                    "electrical",
                    "hvac",
                    "lawn_care",
                    "landscaping",
                    "house_cleaning",
                    "pest_control",
                    "roofing",
                    "painting",
                    "handyman",
                    "carpentry",
                    "flooring",
                    "appliance_repair",
                    "garage_door",
                    "locksmith",
                    "window_washing",
                    "gutter_cleaning",
                    "tree_service",
                    "snow_removal",
                    "moving",
                    "junk_removal",
                    "general_contractor",
                    "other");
    private static final Set<String> TAGS =
            Set.of(
                    "background_checked",
                    "pet_friendly",
                    "weekend",
                    "evening",
                    "same_day",
                    "spanish_speaking",
                    "warranty",
                    "senior_discount");

    private final List<LeadSeed> leads = LeadSeed.all();
    private final List<BusinessSeed> businesses = BusinessSeed.all();

    @Test
    void shouldShipTwentyFourLeadsAndFortyBusinesses() {
        assertThat(leads).hasSize(24);
        assertThat(businesses).hasSize(40);
        assertThat(leads)
                .extracting(LeadSeed::key)
                .doesNotHaveDuplicates()
                .contains("spam", "vague", "out-of-area", "spanish-leak");
        assertThat(businesses).extracting(BusinessSeed::key).doesNotHaveDuplicates();
        assertThat(businesses).extracting(BusinessSeed::owner).doesNotHaveDuplicates();
    }

    @Test
    void shouldGiveEverybodyAPhoneAndAnAddressOfTheirOwn() {
        // When
        List<String> phones =
                Stream.concat(leads.stream().map(LeadSeed::phone), each("phone")).toList();
        List<String> addresses =
                Stream.concat(leads.stream().map(LeadSeed::email), each("email")).toList();
        // Then
        assertThat(phones)
                .doesNotHaveDuplicates()
                .allMatch(phone -> phone.matches("\\+1317555\\d{4}"));
        assertThat(addresses)
                .doesNotHaveDuplicates()
                .allMatch(address -> address.matches("[a-z0-9.-]+@[a-z0-9.-]*example\\.com"));
    }

    private Stream<String> each(String field) {
        return businesses.stream().map(business -> business.profile().getString(field));
    }

    @Test
    void shouldDescribeBusinessesInTheWordsOfTheDomain() {
        for (BusinessSeed business : businesses) {
            JsonObject profile = business.profile();
            JsonObject area = profile.getJsonObject("area");
            assertThat(words(profile, "categories"))
                    .as(business.key())
                    .isNotEmpty()
                    .allMatch(CATEGORIES::contains);
            assertThat(words(profile, "tags")).as(business.key()).allMatch(TAGS::contains);
            assertThat(words(profile, "channels"))
                    .as(business.key())
                    .isNotEmpty()
                    .allMatch(Set.of("EMAIL", "SMS")::contains);
            assertThat(profile.getString("priceTier")).isIn("budget", "standard", "premium");
            assertThat(area.getDouble("latitude")).isBetween(39.5, 40.2);
            assertThat(area.getDouble("longitude")).isBetween(-86.5, -85.7);
            assertThat(area.getDouble("radiusMiles")).isBetween(1.0, 100.0);
        }
    }

    private static List<String> words(JsonObject profile, String field) {
        JsonArray array = profile.getJsonArray(field);
        return array.stream().map(String.class::cast).toList();
    }

    @Test
    void shouldPutEveryKindOfPersonBehindThePhones() {
        // When
        List<Persona> people =
                leads.stream().flatMap(lead -> lead.persona().stream()).map(Persona::from).toList();
        // Then
        assertThat(people)
                .extracting(Persona::answer)
                .contains(Answer.HUMAN, Answer.BUSY, Answer.NO_ANSWER, Answer.VOICEMAIL);
        assertThat(people)
                .filteredOn(person -> person.interruptAfter().isPresent())
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(people).filteredOn(person -> "9".equals(person.digits())).hasSize(1);
    }

    @Test
    void shouldAskForTheSameThingInEveryRun() {
        assertThat(leads.getFirst().idempotencyKey("lead"))
                .isEqualTo(LeadSeed.all().getFirst().idempotencyKey("lead"))
                .isNotEqualTo(leads.getFirst().idempotencyKey("call"))
                .isNotEqualTo(leads.get(1).idempotencyKey("lead"));
    }
}
