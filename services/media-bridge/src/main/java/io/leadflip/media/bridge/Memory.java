package io.leadflip.media.bridge;

import io.leadflip.contracts.value.Speaker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// What was said so far, for a session that was not there: heard words only, and what was noted
/// without being said, the latest of them.
final class Memory {
    private static final int MOST_LINES = 60;
    private static final int MOST_CHARACTERS = 12_000;

    private final Deque<Line> lines = new ArrayDeque<>();
    private int characters;

    void said(Speaker speaker, String text) {
        keep(new Line(new ModelCommand.Remember(speaker, text), text.length()));
    }

    /// Nobody said it, so the model must not believe that it did.
    void noted(String text) {
        keep(new Line(new ModelCommand.Tell(text), text.length()));
    }

    private void keep(Line line) {
        lines.addLast(line);
        characters += line.characters();
        while (lines.size() > MOST_LINES || (characters > MOST_CHARACTERS && lines.size() > 1)) {
            characters -= lines.removeFirst().characters();
        }
    }

    /// @param playing words of the agent that are being heard right now
    List<ModelCommand> forNewSession(List<String> playing) {
        List<ModelCommand> all = new ArrayList<>();
        lines.forEach(line -> all.add(line.command()));
        playing.forEach(words -> all.add(new ModelCommand.Remember(Speaker.AGENT, words)));
        return all;
    }

    private record Line(ModelCommand command, int characters) {}
}
