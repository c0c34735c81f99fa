package io.leadflip.calls;

import io.leadflip.contracts.door.CallPermit;
import io.leadflip.contracts.event.MediaFact;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// What is read and written as JSON outside REST signatures, for native images.
@RegisterForReflection(targets = {CallPermit.Brief.class, MediaFact.ModelUsage.class})
final class NativeReflection {
    private NativeReflection() {}
}
