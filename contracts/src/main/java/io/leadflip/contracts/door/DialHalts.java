package io.leadflip.contracts.door;

import java.util.List;

/// Orders to stop dialling: those that hold, then those lifted last, newest first.
public record DialHalts(List<DialHalt> halts) {
    public DialHalts {
        halts = List.copyOf(halts);
    }
}
