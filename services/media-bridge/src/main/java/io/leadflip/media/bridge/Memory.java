package io.leadflip.media.bridge;

import io.leadflip.contracts.value.Speaker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// What was said so far, for a session that was not there: heard words only, the latest of them.
final class Memory {
    private static final int MOST_LINES = 60;
    private static final int MOST_CHARACTERS = 12_000;

    private final Deque<ModelCommand.Remember> lines = new ArrayDeque<>();
    private int characters;

    void said(Speaker speaker, String text) {
        lines.addLast(new ModelCommand.Remember(speaker, text));
        characters += text.length();
        while (lines.size() > MOST_LINES || (characters > MOST_CHARACTERS && lines.size() > 1)) {
            characters -= lines.removeFirst().text().length();
        }
    }

    /// @param playing words of the agent that are being heard right now
    List<ModelCommand> forNewSession(List<String> playing) {
        List<ModelCommand> all = new ArrayList<>(lines);
        playing.forEach(words -> all.add(new ModelCommand.Remember(Speaker.AGENT, words)));
        return all;
    }
}
