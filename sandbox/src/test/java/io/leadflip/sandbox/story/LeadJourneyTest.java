package io.leadflip.sandbox.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.sandbox.Sandbox;
import io.leadflip.sandbox.SandboxSettings;
import io.leadflip.sandbox.checker.Checker;
import io.leadflip.sandbox.ledger.Ledger;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeadJourneyTest {
    private static final LeadSeed WATER_HEATER = seed("water-heater");

    private final Sandbox sandbox = Sandbox.start(SandboxSettings.defaults());
    private final FakeMarketplace marketplace = new FakeMarketplace(sandbox);
    private final Ledger notes = Ledger.inMemory();
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    @AfterEach
    void stop() {
        marketplace.close();
        sandbox.close();
    }

    @Test
    void shouldLeadALeadFromTheSentenceToTheOutcome() {
        // When
        LeadStory story = tell(WATER_HEATER);
        // Then
        assertThat(story.surprise(false)).isEmpty();
        assertThat(story.call()).contains(new CallEnd("GOAL_ACHIEVED", false));
        assertThat(marketplace.effects())
                .containsExactly("lead", "accept", "code", "consent", "call");
        assertThat(notes.entries(Checker.PROMISE))
                .extracting(note -> note.getString("leadId"))
                .containsExactly("l-1");
    }

    @Test
    void shouldDoOnlyWhatIsMissingWhenToldAgain() {
        // Given
        tell(WATER_HEATER);
        // When
        LeadStory again = tell(WATER_HEATER);
        // Then
        assertThat(again.surprise(false)).isEmpty();
        assertThat(marketplace.effects())
                .containsExactly("lead", "accept", "code", "consent", "call");
        assertThat(notes.entries(Checker.PROMISE)).hasSize(1);
    }

    @Test
    void shouldOutliveAServiceThatIsAwayForAWhile() {
        // Given
        marketplace.refusals.set(3);
        // Then
        assertThat(tell(WATER_HEATER).surprise(false)).isEmpty();
    }

    @Test
    void shouldStopWhereNoCallIsExpected() {
        // Given
        marketplace.endsWith("SPAM", new JsonObject());
        // When
        LeadStory story = tell(seed("spam"));
        // Then
        assertThat(story.surprise(false)).isEmpty();
        assertThat(marketplace.effects()).containsExactly("lead");
    }

    @Test
    void shouldSayWhatDiffersFromTheExpectedEnd() {
        // Given
        marketplace.endsWith("APPOINTED", new JsonObject().put("status", "UNKNOWN"));
        // When
        LeadStory story = tell(WATER_HEATER);
        // Then
        assertThat(story.surprise(false))
                .hasValueSatisfying(why -> assertThat(why).contains("UNKNOWN", "GOAL_ACHIEVED"));
        assertThat(story.surprise(true)).as("in doubt because processes were killed").isEmpty();
    }

    @Test
    void shouldTakeAScheduledRetryForTheEndOfTheStory() {
        // Given
        JsonArray attempts =
                new JsonArray().add(new JsonObject().put("number", 1).put("result", "no-answer"));
        // Then
        assertThat(
                        CallEnd.of(
                                new JsonObject()
                                        .put("status", "SCHEDULED")
                                        .put("attempts", attempts)))
                .contains(new CallEnd("NO_ANSWER", true));
        assertThat(CallEnd.of(new JsonObject().put("status", "SCHEDULED"))).isEmpty();
        assertThat(CallEnd.of(new JsonObject().put("status", "ATTEMPTING"))).isEmpty();
    }

    @Test
    void shouldPrintWhatHappenedForReaders() {
        // Given
        LeadStory story = tell(WATER_HEATER);
        // When
        new TimelinePrinter(new PrintStream(screen, true, StandardCharsets.UTF_8))
                .print(1, story, false);
        // Then
        assertThat(screen.toString(StandardCharsets.UTF_8))
                .contains("1 · water-heater · APPOINTED · call GOAL_ACHIEVED", "“Our water heater");
    }

    private LeadStory tell(LeadSeed seed) {
        SandboxControl control =
                new SandboxControl(new Api(sandbox.origin(), Duration.ofSeconds(20)));
        Api api = new Api(marketplace.origin(), Duration.ofSeconds(20));
        BusinessSide businesses = new BusinessSide(api, control);
        businesses.register(List.of(BusinessSeed.all().getFirst()));
        Progress progress = new Progress(new PrintStream(screen, true, StandardCharsets.UTF_8));
        return new LeadJourney(
                        seed, new ConsumerSide(api, control, notes, seed), businesses, progress)
                .tell();
    }

    private static LeadSeed seed(String key) {
        return LeadSeed.all().stream()
                .filter(lead -> lead.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
