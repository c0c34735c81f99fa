package io.leadflip.calls.contact;

/// What one rule had to say against a call.
///
/// @param rule id of the rule, such as `CMP-10`
/// @param reason in fixed words; never holds a phone number or a name
public record Finding(String rule, String reason) {}
