package io.leadflip.media.bridge;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The function calls that wait for their answers. When all are answered the model gets the floor
/// once, however many there were.
final class ToolRound {
    private final SequencedMap<String, String> open = new LinkedHashMap<>();
    private boolean floorDue;

    /// @param unanswered what the model is told when no answer comes in time
    void called(String call, String unanswered) {
        open.put(call, unanswered);
        floorDue = true;
    }

    /// @return whether the answer was still awaited
    boolean answered(String call) {
        return open.remove(call) != null;
    }

    /// What is told of the calls that are open, by call.
    SequencedMap<String, String> unanswered() {
        return new LinkedHashMap<>(open);
    }

    /// Whether all answers are in and the floor was not given for them yet.
    boolean takeFloor() {
        boolean due = floorDue && open.isEmpty();
        floorDue = floorDue && !due;
        return due;
    }

    void forget() {
        open.clear();
        floorDue = false;
    }

    boolean open() {
        return !open.isEmpty();
    }
}
