package io.leadflip.faults.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.sandbox.story.LeadSeed;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeopleTest {
    @Test
    void shouldBeTheSamePeopleForTheSameSeed() {
        assertThat(new People(3, 0.2).person(17, true))
                .isEqualTo(new People(3, 0.2).person(17, true));
        assertThat(new People(3, 0.2).person(17, true).key())
                .isNotEqualTo(new People(4, 0.2).person(17, true).key());
    }

    @Test
    void shouldGiveEverybodyAPhoneOfTheirOwn() {
        // Given
        People people = new People(1, 0.2);
        // Then
        assertThat(IntStream.range(0, 30_000).mapToObj(n -> people.person(n, false).phone()))
                .doesNotHaveDuplicates()
                .allMatch(phone -> phone.matches("\\+1317[2-9]\\d{6}"));
    }

    @Test
    void shouldSendOnlySignedInPeopleOnTheWayToACall() {
        // Given
        People people = new People(1, 0.2);
        // Then
        assertThat(IntStream.range(0, 200).mapToObj(n -> people.person(n, true)))
                .allMatch(lead -> !lead.visitor() && lead.persona().isPresent())
                .allMatch(LeadSeed::expectsCall);
        assertThat(IntStream.range(0, 200).mapToObj(n -> people.person(n, false)))
                .allMatch(LeadSeed::visitor);
    }

    @Test
    void shouldLetTheGivenShareOfVisitorsFindBusinesses() {
        // Given
        People people = new People(1, 0.2);
        // When
        long finding =
                IntStream.range(0, 1000)
                        .mapToObj(n -> people.person(n, false))
                        .filter(lead -> !lead.leadEnds().contains("UNMATCHED"))
                        .filter(lead -> !lead.leadEnds().contains("LOW_QUALITY"))
                        .filter(lead -> !lead.leadEnds().contains("SPAM"))
                        .count();
        // Then
        assertThat(finding).isBetween(150L, 250L);
    }
}
