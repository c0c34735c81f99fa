package io.leadflip.intake.rest;

import io.leadflip.intake.IntakeConfig;
import io.leadflip.intake.Violations;
import io.leadflip.intake.contact.ConsentAct;
import io.leadflip.intake.contact.ConsentText;
import jakarta.enterprise.context.ApplicationScoped;

/// The consumer's act of consenting, as it comes with a request: what every consent needs, whatever
/// it is to.
@ApplicationScoped
class ConsentActs {
    private static final int LONGEST_TEXT = 4000;
    private static final int LONGEST_VERSION = 60;

    private final RequestFacts request;
    private final IntakeConfig config;

    ConsentActs(RequestFacts request, IntakeConfig config) {
        this.request = request;
        this.config = config;
    }

    /// @return what is missing in the act itself, to be added to
    Violations check(String text, String version, Boolean agreed) {
        return request.provable(new Violations())
                .require(Boolean.TRUE.equals(agreed), "/agreed", "the consumer's own act")
                .require(filled(text, LONGEST_TEXT), "/text", "the exact text shown")
                .require(filled(version, LONGEST_VERSION), "/version", "the version of the text");
    }

    private static boolean filled(String value, int longest) {
        return value != null && !value.isBlank() && value.length() <= longest;
    }

    ConsentAct of(String text, String version) {
        return new ConsentAct(
                new ConsentText(text, version), config.consentValid(), request.evidence());
    }
}
