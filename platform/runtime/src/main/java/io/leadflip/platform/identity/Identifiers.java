package io.leadflip.platform.identity;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.UUID;

/// Makes ids that order by time: UUIDv7 (RFC 9562 §5.7).
public final class Identifiers {
    private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    private Identifiers() {}

    public static UUID next() {
        return GENERATOR.generate();
    }
}
