package io.leadflip.contracts.value;

/// The ways by which LeadFlip reaches a person.
public enum Channel {
    EMAIL,
    SMS,
    AI_VOICE
}
