package io.leadflip.calls.call;

import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.contracts.value.Party;
import java.time.Instant;
import java.util.UUID;

/// A requested call as stored.
///
/// @param notBefore null for as soon as allowed
/// @param contactKey null until a permit named it
public record Call(
        UUID id,
        UUID leadId,
        UUID matchId,
        UUID businessId,
        CallPurpose purpose,
        Party requestedBy,
        Instant requestedAt,
        Instant notBefore,
        String contactKey,
        CallState state) {}
