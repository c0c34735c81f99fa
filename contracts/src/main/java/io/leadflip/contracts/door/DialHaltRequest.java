package io.leadflip.contracts.door;

/// Asks call-orchestrator to stop dialling: `POST /internal/halts`. Asking again changes nothing.
///
/// @param subject the business' id, or the purpose; null for the whole platform
/// @param endLiveCalls whether calls that are being placed or held are ended, too
public record DialHaltRequest(
        DialHalt.Scope scope, String subject, String reason, boolean endLiveCalls) {}
