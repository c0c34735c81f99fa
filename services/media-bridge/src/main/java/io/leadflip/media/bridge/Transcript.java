package io.leadflip.media.bridge;

import io.leadflip.contracts.value.Speaker;
import io.leadflip.media.playback.PlaybackLedger.Heard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Writes down the turns of a call: of the agent only what was heard, of the caller what the model
/// understood.
///
/// An agent's turn is told when its audio is finished and its words are known, whichever comes
/// last.
final class Transcript {
    private static final int OPEN_TURNS = 64;
    private static final int LONGEST_TURN = 16_000;

    /// Takes what is written down.
    interface Sink {
        void turn(Speaker speaker, String text, long startMs, long endMs, boolean interrupted);

        /// Something that nobody said.
        void note(String text, long atMs);
    }

    private final Sink sink;
    private final Map<String, AgentTurn> agent = bounded();
    private final Map<String, Span> caller = bounded();

    Transcript(Sink sink) {
        this.sink = sink;
    }

    void words(String item, String text) {
        StringBuilder words = agent.computeIfAbsent(item, each -> new AgentTurn()).words;
        if (words.length() + text.length() <= LONGEST_TURN) {
            words.append(text);
        }
    }

    void wordsDone(String item, String text) {
        AgentTurn turn = agent.computeIfAbsent(item, each -> new AgentTurn());
        turn.words.setLength(0);
        turn.words.append(text, 0, Math.min(text.length(), LONGEST_TURN));
        turn.complete = true;
        tellIfReady(item, turn);
    }

    /// The item was heard to its end.
    void heard(Heard heard, long originMs) {
        AgentTurn turn = agent.computeIfAbsent(heard.item(), each -> new AgentTurn());
        turn.heard = heard;
        turn.originMs = originMs;
        tellIfReady(heard.item(), turn);
    }

    /// The item was cut short: what of its words fell into the part that was heard is what was
    /// said.
    void cut(Heard heard, long originMs) {
        AgentTurn turn = agent.remove(heard.item());
        if (turn == null || heard.heardMs() == 0) {
            return;
        }
        String words = turn.words.toString();
        boolean whole = turn.complete && heard.complete();
        String said = whole ? words : Words.heard(words, heard.heardMs(), heard.sentMs());
        tell(Speaker.AGENT, said, heard, originMs, true);
    }

    /// No more words will come for what is still open.
    void responseEnded() {
        agent.values().forEach(turn -> turn.complete = true);
        Map.copyOf(agent).forEach(this::tellIfReady);
    }

    /// The model is gone: of what it said no more words will come, and of the caller none that it
    /// still owes.
    void modelLost() {
        agent.values().forEach(turn -> turn.broken = !turn.complete);
        responseEnded();
        caller.clear();
    }

    /// Words of the agent that are sent and not yet known to be heard. Words may come of what was
    /// cut before; nobody hears those.
    ///
    /// @param sent whether an item is still being played
    List<String> playing(Predicate<String> sent) {
        return agent.entrySet().stream()
                .filter(each -> each.getValue().heard == null && sent.test(each.getKey()))
                .map(each -> each.getValue().words.toString())
                .filter(words -> !words.isEmpty())
                .toList();
    }

    void platform(String text, Heard heard, long originMs) {
        boolean whole = heard.complete();
        String said = whole ? text : Words.upTo(text, heard.heardMs(), heard.sentMs());
        tell(Speaker.PLATFORM, said, heard, originMs, !whole);
    }

    /// Something the platform wrote down without saying it.
    void note(String text, long atMs) {
        sink.note(text, atMs);
    }

    void callerBegan(String item, long atMs) {
        caller.put(item, new Span(atMs, atMs));
    }

    void callerStopped(String item, long atMs) {
        caller.computeIfPresent(
                item, (each, span) -> new Span(span.startMs, Math.max(atMs, span.startMs)));
    }

    void callerSaid(String item, String text) {
        Span span = caller.remove(item);
        if (span != null && !text.isBlank()) {
            String said = text.strip();
            said = said.substring(0, Math.min(said.length(), LONGEST_TURN));
            sink.turn(Speaker.CALLER, said, span.startMs, span.endMs, false);
        }
    }

    void callerNotUnderstood(String item) {
        caller.remove(item);
    }

    /// Whether words of the caller are still to come.
    boolean awaitsCaller() {
        return !caller.isEmpty();
    }

    private void tellIfReady(String item, AgentTurn turn) {
        if (turn.complete && turn.heard != null) {
            agent.remove(item);
            String words = turn.words.toString();
            String said = turn.broken ? Words.within(words, turn.heard.heardMs()) : words;
            tell(Speaker.AGENT, said, turn.heard, turn.originMs, turn.broken);
        }
    }

    private void tell(
            Speaker speaker, String text, Heard heard, long originMs, boolean interrupted) {
        if (!text.isBlank()) {
            long start = heard.startsAtMs() - originMs;
            sink.turn(speaker, text.strip(), start, start + heard.heardMs(), interrupted);
        }
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > OPEN_TURNS;
            }
        };
    }

    private record Span(long startMs, long endMs) {}

    private static final class AgentTurn {
        private final StringBuilder words = new StringBuilder();
        private boolean complete;
        private boolean broken;
        private Heard heard;
        private long originMs;
    }
}
