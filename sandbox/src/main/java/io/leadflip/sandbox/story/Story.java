package io.leadflip.sandbox.story;

import io.leadflip.sandbox.checker.CheckReport;
import io.leadflip.sandbox.checker.Checker;
import io.leadflip.sandbox.ledger.Ledger;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The main job, told once from end to end: forty businesses, twenty-four consumers, real
/// protocols, and at the end a checker that believes nobody. Told again, it goes on where it was.
///
/// Environment: `LEADFLIP_API_URL`, `SANDBOX_URL`, `SANDBOX_DATA_DIR`, what the checker needs,
/// `STORY_RECORDING`, the file for one call to listen to, and `STORY_UNDER_KILLS=true` when
/// processes are killed meanwhile: a call may then end in doubt, but still nothing may be lost or
/// doubled.
public final class Story {
    private static final int AT_ONCE = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration QUIET = Duration.ofSeconds(45);

    private final PrintStream out;
    private final Api api;
    private final SandboxControl sandbox;
    private final Ledger notes;
    private final Progress progress;
    private final boolean processesAreKilled;
    private final Optional<ListeningCheck> listening;

    private Story(PrintStream out, Map<String, String> environment) {
        this.out = out;
        api = new Api(URI.create(required(environment, "LEADFLIP_API_URL")), PATIENCE);
        sandbox =
                new SandboxControl(
                        new Api(URI.create(required(environment, "SANDBOX_URL")), PATIENCE));
        notes =
                Ledger.in(
                        Path.of(required(environment, "SANDBOX_DATA_DIR"))
                                .resolve(Checker.CLIENT_NOTES));
        progress = new Progress(out);
        processesAreKilled = Boolean.parseBoolean(environment.get("STORY_UNDER_KILLS"));
        listening = ListeningCheck.of(environment, sandbox);
    }

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Map<String, String> environment = System.getenv();
        try {
            boolean good = new Story(out, environment).tell(Checker.of(environment));
            System.exit(good ? 0 : 1);
        } catch (StoryException | IllegalStateException e) {
            out.println("The story could not be told: " + e.getMessage());
            System.exit(2);
        }
    }

    static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new StoryException("Environment variable " + name + " is missing");
        }
        return value;
    }

    private boolean tell(Checker checker) {
        List<LeadSeed> seeds = LeadSeed.all();
        sandbox.describe(seeds);
        BusinessSide businesses = new BusinessSide(api, sandbox);
        businesses.register(BusinessSeed.all());
        progress.say("40 businesses are registered; " + seeds.size() + " consumers write");
        List<LeadStory> stories = travel(seeds, businesses);
        TimelinePrinter printer = new TimelinePrinter(out);
        for (int i = 0; i < stories.size(); i++) {
            printer.print(i + 1, stories.get(i), processesAreKilled);
        }
        long bargeIns = stories.stream().mapToLong(LeadStory::bargeIns).sum();
        long surprises =
                stories.stream()
                        .filter(story -> story.surprise(processesAreKilled).isPresent())
                        .count();
        return summary(settled(checker), surprises, bargeIns, stories);
    }

    private List<LeadStory> travel(List<LeadSeed> seeds, BusinessSide businesses) {
        List<Callable<LeadStory>> journeys = new ArrayList<>();
        ConsumerSide watched = new ConsumerSide(api, sandbox, notes, seeds.getFirst());
        journeys.add(() -> journey(seeds.getFirst(), watched, businesses).tell());
        for (LeadSeed seed : seeds.subList(1, seeds.size())) {
            journeys.add(
                    () ->
                            journey(seed, new ConsumerSide(api, sandbox, notes, seed), businesses)
                                    .tell());
        }
        try (ExecutorService travellers =
                        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory());
                LiveView live = new LiveView(api, watched, seeds.getFirst(), progress)) {
            live.open();
            List<LeadStory> stories = told(travellers.invokeAll(journeys));
            progress.say(seeds.getFirst(), "live view saw " + live.seen() + " events by SSE");
            return stories;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryException("The story was interrupted", e);
        }
    }

    private LeadJourney journey(LeadSeed seed, ConsumerSide consumer, BusinessSide businesses) {
        return new LeadJourney(seed, consumer, businesses, progress);
    }

    private static List<LeadStory> told(List<Future<LeadStory>> journeys)
            throws InterruptedException {
        List<LeadStory> stories = new ArrayList<>();
        for (Future<LeadStory> journey : journeys) {
            try {
                stories.add(journey.get());
            } catch (ExecutionException e) {
                throw new StoryException("The story broke off: " + e.getCause(), e);
            }
        }
        return stories;
    }

    /// The last messages are still on their way when the last call has ended: looks again until
    /// nothing is missing.
    private static CheckReport settled(Checker checker) {
        return Patience.of(QUIET)
                .until(() -> Optional.of(checker.check()).filter(report -> report.lost() == 0))
                .orElseGet(checker::check);
    }

    private boolean summary(
            CheckReport report, long surprises, long bargeIns, List<LeadStory> stories) {
        out.println();
        out.println("── Summary (from Postgres and the providers' ledgers)");
        report.print(out);
        out.printf("barge-ins     %6d   an agent cut short by the person called%n", bargeIns);
        listening.ifPresent(check -> out.println(check.keep(stories)));
        boolean interrupted = bargeIns > 0 || processesAreKilled;
        boolean good = surprises == 0 && report.clean() && interrupted;
        out.println(
                surprises == 0
                        ? "All leads ended as expected."
                        : surprises + " leads did not end as expected.");
        if (!interrupted) {
            out.println("Nobody cut the agent short, although three people of the story do.");
        }
        out.println(report.json().encode());
        return good;
    }
}
