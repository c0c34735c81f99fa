package io.leadflip.calls.call;

/// Why a call is not made, or is cut short.
public enum StopReason {
    STOPPED("stopped"),
    LEAD_WITHDRAWN("lead-withdrawn"),
    CONSENT_REVOKED("consent-revoked"),
    CONTACT_SUPPRESSED("contact-suppressed"),
    PERMIT_REFUSED("permit-refused"),
    BUDGET_EXHAUSTED("budget-exhausted"),
    DIALLING_HALTED("dialling-halted"),
    MACHINE("machine"),
    GIVEN_UP("given-up");

    private final String code;

    StopReason(String code) {
        this.code = code;
    }

    /// As facts spell it.
    public String code() {
        return code;
    }
}
