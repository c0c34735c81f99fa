package io.leadflip.calls.recording;

import java.time.Instant;

/// How the recording of an attempt stands, for its parties.
///
/// @param state `WANTED`, `STARTING`, `RECORDING`, `KEPT`, `FAILED`, `DELETING` or `DELETED`
/// @param startedAt null until it began
/// @param durationSeconds null until it is over
/// @param deleteAfter when it is deleted at the latest
public record RecordingState(
        String state, Instant startedAt, Integer durationSeconds, Instant deleteAfter) {}
