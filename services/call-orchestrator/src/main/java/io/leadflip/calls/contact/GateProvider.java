package io.leadflip.calls.contact;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// Loads the configured rule pack at start, or stops the start.
class GateProvider {
    private static final Logger LOG = Logger.getLogger(GateProvider.class);

    @Produces
    @Singleton
    @Startup
    ContactGate gate(ContactSettings settings) {
        RulePack pack = new RulePackGuard(ConfigUtils.getProfiles()).load(settings.rulePack());
        if (pack.sandboxOnly()) {
            LOG.warnf(
                    "Contact rules %s %s: nobody real may be phoned with them",
                    pack.name(), pack.version());
        }
        return new ContactGate(pack);
    }
}
