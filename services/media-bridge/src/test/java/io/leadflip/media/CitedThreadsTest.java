package io.leadflip.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every requirement that came from a public report of users of other voice bridges cites it at the
/// test that proves it: `/// Thread: owner/repository#number`. These are the reports, so that none
/// gets lost with a test that is rewritten.
class CitedThreadsTest {
    private static final Pattern CITED = Pattern.compile("Thread: ([\\w./-]+#\\d+)");
    private static final List<Path> TESTS =
            List.of(
                    Path.of("src", "test", "java"),
                    Path.of("..", "call-orchestrator", "src", "test", "java"));

    private static final List<String> PLAYBACK =
            List.of(
                    "Patter#154",
                    "aplisay/llm-agent#311",
                    "bolna-ai/bolna#941",
                    "cloudflare/agents#2261",
                    "cloudflare/agents#2270",
                    "hybridclaw#1458",
                    "livekit/agents#6158",
                    "livekit/agents#6244",
                    "livekit/agents#6249",
                    "openai/openai-agents-js#122",
                    "openai/openai-agents-js#126",
                    "openai/openai-agents-js#170",
                    "openai/openai-agents-js#317",
                    "openai/openai-agents-js#318",
                    "openai/openai-agents-js#1173",
                    "openai/openai-agents-js#1184",
                    "openai/openai-agents-js#1366",
                    "openai/openai-agents-js#1608",
                    "openai/openai-agents-js#1676",
                    "openai/openai-agents-python#1632",
                    "openai/openai-agents-python#1906",
                    "openai/openai-agents-python#1925",
                    "openai/openai-agents-python#1926",
                    "openclaw/openclaw#125502",
                    "openclaw/openclaw#125620",
                    "pipecat-ai/pipecat#366",
                    "pipecat-ai/pipecat#931",
                    "pipecat-ai/pipecat#2106",
                    "twilio-samples/speech-assistant-openai-realtime-api-node#9",
                    "twilio-samples/speech-assistant-openai-realtime-api-node#33",
                    "twilio-samples/speech-assistant-openai-realtime-api-node#38",
                    "twilio-samples/speech-assistant-openai-realtime-api-python#45",
                    "vellum-ai/vellum-assistant#37061");

    private static final List<String> FIRST_WORDS =
            List.of(
                    "daintree#9334",
                    "livekit/agents#1539",
                    "livekit/agents#3685",
                    "openai/openai-realtime-twilio-demo#13",
                    "openclaw/openclaw#29862",
                    "openclaw/openclaw#79124",
                    "openclaw/openclaw#85847",
                    "pipecat-ai/pipecat#5100",
                    "pipecat-ai/pipecat#5868",
                    "twilio-samples/speech-assistant-openai-realtime-api-python#9");

    private static final List<String> ENDING =
            List.of(
                    "dograh#627",
                    "dograh#704",
                    "gptme-contrib#899",
                    "langwatch/scenario#990",
                    "livekit/agents-js#927",
                    "openai/openai-realtime-twilio-demo#6",
                    "openclaw/openclaw#10950",
                    "openclaw/openclaw#18437",
                    "openclaw/openclaw#52111",
                    "openclaw/openclaw#65601",
                    "openclaw/openclaw#79121",
                    "openclaw/openclaw#90749",
                    "openclaw/openclaw#138592",
                    "pipecat-ai/pipecat#482",
                    "pipecat-ai/pipecat#728",
                    "pipecat-ai/pipecat#2955",
                    "twilio-samples/speech-assistant-openai-realtime-api-python#10");

    private static final List<String> MODEL =
            List.of(
                    "elevenlabs-docs#519",
                    "livekit/agents#1016",
                    "livekit/agents#1050",
                    "livekit/agents#1056",
                    "livekit/agents#1252",
                    "livekit/agents#2064",
                    "livekit/agents#2166",
                    "livekit/agents#2358",
                    "livekit/agents#5564",
                    "livekit/agents#6817",
                    "livekit/agents#6818",
                    "openai/openai-agents-js#1022",
                    "openai/openai-agents-python#1466",
                    "openai/openai-realtime-twilio-demo#7",
                    "pipecat-ai/pipecat#3170",
                    "pydantic/pydantic-ai#7870",
                    "sokuji#407",
                    "strands#4104",
                    "twilio-samples/speech-assistant-openai-realtime-api-python#6",
                    "twilio-samples/speech-assistant-openai-realtime-api-python#7",
                    "vocodedev/vocode-core#741");

    private static final List<String> DIALLING =
            List.of(
                    "CALLE-AI#150",
                    "call-me#5",
                    "dograh#727",
                    "elizaOS/eliza#22382",
                    "elizaOS/eliza#22384",
                    "livekit/agents#6125",
                    "lkaric#81",
                    "matrix-os#17",
                    "openclaw/openclaw#48739",
                    "rapidpro/mailroom#476",
                    "twilio-firebase-ext#21",
                    "twilio/twilio-java#601",
                    "twilio/twilio-java#645",
                    "vellum-ai/vellum-assistant#6044",
                    "voygr/placecall#34",
                    "voygr/placecall#35",
                    "yap#1589");

    private static final List<String> OPERATIONS =
            List.of(
                    "AlozieAI#2",
                    "livekit/agents#3020",
                    "livekit/agents#4268",
                    "livekit/agents#4455",
                    "livekit/agents#6286",
                    "livekit/agents-js#275",
                    "livekit/sip#403",
                    "openclaw/openclaw#75197",
                    "pipecat-ai/pipecat#764",
                    "pipecat-ai/pipecat#3378",
                    "streamcore-server#56");

    private static Stream<String> reports() {
        return Stream.of(PLAYBACK, FIRST_WORDS, ENDING, MODEL, DIALLING, OPERATIONS)
                .flatMap(List::stream);
    }

    @Test
    void shouldProveWhatEveryReportAsksFor() {
        // When
        Set<String> cited = new TreeSet<>();
        TESTS.forEach(folder -> cited.addAll(citedIn(folder)));
        // Then
        assertThat(cited).containsAll(reports().toList());
    }

    private static Set<String> citedIn(Path folder) {
        Set<String> cited = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .map(CitedThreadsTest::text)
                    .flatMap(text -> CITED.matcher(text).results())
                    .forEach(thread -> cited.add(thread.group(1)));
        } catch (IOException e) {
            throw new UncheckedIOException("The tests could not be read", e);
        }
        return cited;
    }

    /// Without the breaks of lines, which come where a line is full.
    private static String text(Path file) {
        try {
            return Files.readString(file).replaceAll("\\s+///\\s+", " ");
        } catch (IOException e) {
            throw new UncheckedIOException("A test could not be read: " + file, e);
        }
    }
}
