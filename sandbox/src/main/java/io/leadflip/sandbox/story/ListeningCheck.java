package io.leadflip.sandbox.story;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keeps one conversation of the story as a file that a person can play: what no test can judge is
/// how it sounds.
///
/// The best one is kept: a call that came to its goal rather than another, and of those one in
/// which the agent was cut short.
final class ListeningCheck {
    private final SandboxControl sandbox;
    private final Path file;

    ListeningCheck(SandboxControl sandbox, Path file) {
        this.sandbox = sandbox;
        this.file = file;
    }

    /// Where `STORY_RECORDING` says; empty when it says nothing.
    static Optional<ListeningCheck> of(Map<String, String> environment, SandboxControl sandbox) {
        return Optional.ofNullable(environment.get("STORY_RECORDING"))
                .filter(name -> !name.isBlank())
                .map(name -> new ListeningCheck(sandbox, Path.of(name)));
    }

    /// One line that says what was kept.
    String keep(List<LeadStory> stories) {
        return stories.stream()
                .filter(story -> story.call().isPresent())
                .sorted(Comparator.comparing(ListeningCheck::worth).reversed())
                .map(this::kept)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(this::nothingNew);
    }

    private static int worth(LeadStory story) {
        boolean reached =
                story.call().map(CallEnd::word).filter("GOAL_ACHIEVED"::equals).isPresent();
        return (reached ? 2 : 0) + (story.bargeIns() > 0 ? 1 : 0);
    }

    private Optional<String> kept(LeadStory story) {
        return sandbox.recording(story.seed().phone())
                .filter(wav -> CallAudio.of(wav).isConversation())
                .map(wav -> kept(story, wav));
    }

    private String kept(LeadStory story, byte[] wav) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, wav);
        } catch (IOException e) {
            throw new StoryException("The call could not be kept in " + file, e);
        }
        CallAudio audio = CallAudio.of(wav);
        return "listen         %s   (%s, %d s; left the callee %.1f s, right the agent %.1f s%s)"
                .formatted(
                        file,
                        story.seed().key(),
                        audio.length().toSeconds(),
                        audio.callee().toMillis() / 1000.0,
                        audio.agent().toMillis() / 1000.0,
                        story.bargeIns() > 0 ? ", cut short" : "");
    }

    /// Told again by a sandbox that was started again, the calls are over and their sound is gone.
    private String nothingNew() {
        return Files.isRegularFile(file)
                ? "listen         " + file + "   (of an earlier run)"
                : "listen         no conversation was recorded";
    }
}
