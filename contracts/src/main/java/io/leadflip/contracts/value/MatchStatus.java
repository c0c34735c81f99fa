package io.leadflip.contracts.value;

/// Where an offer of one lead to one business stands.
public enum MatchStatus {
    OFFERED,
    NOTIFIED,
    ACCEPTED,
    DECLINED,
    EXPIRED,
    WITHDRAWN
}
