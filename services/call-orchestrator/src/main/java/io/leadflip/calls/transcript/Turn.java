package io.leadflip.calls.transcript;

import io.leadflip.contracts.value.Speaker;

/// One turn of a call, opened for reading.
public record Turn(
        int number, Speaker speaker, String text, long startMs, long endMs, boolean interrupted) {
    @Override
    public String toString() {
        return "Turn[" + number + " " + speaker + " redacted]";
    }
}
