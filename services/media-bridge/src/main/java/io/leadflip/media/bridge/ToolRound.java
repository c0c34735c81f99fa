package io.leadflip.media.bridge;

import java.util.HashSet;
import java.util.Set;

/// The function calls that wait for their answers. When all are answered the model gets the floor
/// once, however many there were.
final class ToolRound {
    private final Set<String> open = new HashSet<>();
    private boolean floorDue;

    void called(String call) {
        open.add(call);
        floorDue = true;
    }

    /// @return whether the answer was still awaited
    boolean answered(String call) {
        return open.remove(call);
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
