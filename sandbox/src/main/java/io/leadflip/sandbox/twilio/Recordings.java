package io.leadflip.sandbox.twilio;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The recordings of the latest calls; older ones give way.
final class Recordings {
    private static final int KEPT = 64;

    private final Map<String, CallRecording> bySid = new LinkedHashMap<>();

    synchronized CallRecording begin(String callSid) {
        CallRecording recording = new CallRecording();
        bySid.put(callSid, recording);
        if (bySid.size() > KEPT) {
            bySid.remove(bySid.keySet().iterator().next());
        }
        return recording;
    }

    synchronized Optional<CallRecording> of(String callSid) {
        return Optional.ofNullable(bySid.get(callSid));
    }
}
