package io.leadflip.intake.rest;

import io.leadflip.intake.Violations;
import io.leadflip.intake.access.Caller;
import io.leadflip.intake.contact.Addresses;
import io.leadflip.intake.contact.Evidence;
import io.leadflip.intake.lead.Submission;
import io.leadflip.intake.lead.Submission.ConsentChoice;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a consumer sends to have a lead taken in.
record LeadForm(
        String text,
        String zip,
        String city,
        String email,
        String phone,
        String name,
        List<ConsentForm> consents) {
    private static final int SHORTEST_TEXT = 10;
    private static final int LONGEST_TEXT = 4000;
    private static final int LONGEST_NAME = 120;
    private static final int MOST_CONSENTS = 10;

    @Schema(name = "ConsentChoice")
    record ConsentForm(ConsentChoice.Kind kind, Boolean granted, String text, String version) {
        private boolean complete() {
            return kind != null && granted != null && filled(text, 4000) && filled(version, 60);
        }
    }

    Submission checked(Caller caller, RequestFacts request) {
        var violations = new Violations();
        var trimmed = text == null ? "" : text.strip();
        int length = trimmed.codePointCount(0, trimmed.length());
        violations.require(
                length >= SHORTEST_TEXT && length <= LONGEST_TEXT,
                "/text",
                "10 to 4000 characters");
        violations.require(
                zip == null || zip.trim().matches("\\d{5}(-\\d{4})?"),
                "/zip",
                "a five-digit ZIP code");
        violations.require(
                city == null || filled(city, LONGEST_NAME), "/city", "1 to 120 characters");
        violations.require(
                name == null || (filled(name, LONGEST_NAME) && Bodies.oneLine(name)),
                "/name",
                "1 to 120 characters in one line");
        violations.require(
                present(email) || present(phone),
                "/phone",
                "a phone or an e-mail address is needed");
        violations.require(
                !present(email) || Addresses.email(email).isPresent(),
                "/email",
                "a valid e-mail address");
        violations.require(
                !present(phone) || Addresses.phone(phone).isPresent(),
                "/phone",
                "a valid phone number");
        violations.require(
                choices().size() <= MOST_CONSENTS
                        && choices().stream().allMatch(each -> each != null && each.complete()),
                "/consents",
                "kind, granted, text and version of each choice");
        violations.refuseAny();
        return new Submission(
                caller,
                request.idempotencyKey(),
                request.fingerprint(this),
                trimmed,
                zip == null ? null : zip.trim().substring(0, 5),
                city == null ? null : city.trim(),
                name == null ? null : name.trim(),
                given(phone).flatMap(Addresses::phone).orElse(null),
                given(email).flatMap(Addresses::email).orElse(null),
                choices().stream()
                        .map(
                                each ->
                                        new ConsentChoice(
                                                each.kind(),
                                                each.granted(),
                                                each.text(),
                                                each.version()))
                        .toList(),
                request.network(),
                request.userAgent().orElse(Evidence.UNKNOWN),
                request.page());
    }

    private List<ConsentForm> choices() {
        return consents == null ? List.of() : consents;
    }

    private static Optional<String> given(String value) {
        return Optional.ofNullable(value).filter(LeadForm::present);
    }

    private static boolean present(String value) {
        return value != null && !value.isBlank();
    }

    private static boolean filled(String value, int longest) {
        return present(value) && value.trim().length() <= longest;
    }

    /// Personal data stays out of logs.
    @Override
    public String toString() {
        return "LeadForm";
    }
}
