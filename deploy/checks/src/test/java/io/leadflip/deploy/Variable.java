package io.leadflip.deploy;

import java.util.Set;

/// One variable as `.env.example` describes it.
///
/// @param readers services that read it
/// @param framework read by Quarkus itself, so that no file of ours names it
/// @param optional commented out: there is a default
record Variable(
        String name,
        String meaning,
        Set<String> readers,
        boolean framework,
        boolean secret,
        boolean optional,
        String example) {

    boolean isReadBy(String service) {
        return readers.contains(service);
    }

    /// What a deployment must give to `service`, because nothing stands in for it.
    boolean isNeededBy(String service) {
        return !optional && isReadBy(service);
    }

    /// Given to migrations and to nobody else.
    boolean isForMigrationsOnly() {
        return name.startsWith("DATABASE_MIGRATION_");
    }
}
