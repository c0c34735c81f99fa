package io.leadflip.faults.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.sandbox.story.BusinessSeed;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class OwnersTest {
    @Test
    void shouldChangeEveryBusinessOfTheStoryInEachRound() {
        assertThat(BusinessSeed.all())
                .allSatisfy(
                        business -> {
                            JsonObject first = Owners.changed(business.profile(), 1);
                            JsonObject second = Owners.changed(business.profile(), 2);
                            assertThat(first.getDouble("averageJobPrice"))
                                    .isNotEqualTo(business.profile().getDouble("averageJobPrice"))
                                    .isNotEqualTo(second.getDouble("averageJobPrice"));
                            assertThat(first.getJsonArray("channels")).hasSize(1);
                            assertThat(second.getJsonArray("channels")).hasSize(2);
                        });
    }

    @Test
    void shouldLeaveTheChannelByWhichABusinessIsTold() {
        // Given
        JsonObject profile =
                new JsonObject()
                        .put("averageJobPrice", 380)
                        .put("channels", new JsonArray().add("SMS").add("EMAIL"));
        // Then
        assertThat(Owners.changed(profile, 2).getJsonArray("channels"))
                .containsExactly("SMS", "EMAIL");
        assertThat(Owners.changed(profile, 3).getJsonArray("channels")).containsExactly("SMS");
        assertThat(Owners.changed(profile, 3).getDouble("averageJobPrice")).isEqualTo(380.03);
    }
}
