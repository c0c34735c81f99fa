package io.leadflip.media.lifecycle;

import io.leadflip.contracts.door.StreamBrief;
import io.leadflip.contracts.door.StreamRedemption;
import io.leadflip.contracts.event.MediaFact;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// Records that are read and written by hand, which a native build would not find.
@RegisterForReflection(
        targets = {
            StreamBrief.class,
            StreamBrief.StandbyLines.class,
            StreamRedemption.class,
            MediaFact.MediaStarted.class,
            MediaFact.MediaTurn.class,
            MediaFact.MediaEnded.class,
            MediaFact.ModelUsage.class
        })
final class NativeReflection {
    private NativeReflection() {}
}
