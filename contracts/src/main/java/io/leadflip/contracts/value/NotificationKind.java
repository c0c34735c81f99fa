package io.leadflip.contracts.value;

/// What a notification tells its reader.
public enum NotificationKind {
    /// To a business: a lead was offered.
    NEW_LEAD,
    /// To a business: the call it asked for was concluded.
    CALL_RESULT,
    /// To a consumer: the lead was received.
    LEAD_RECEIVED,
    /// To a consumer: the lead is too vague or lacks a place; says what is missing.
    LEAD_NEEDS_INFO,
    /// To a consumer: a business accepted.
    MATCH_ACCEPTED,
    /// To a consumer: what came of the call.
    CALL_OUTCOME,
    /// To a consumer: the code that proves the phone.
    PHONE_CODE
}
