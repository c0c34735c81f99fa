package io.leadflip.contracts.door;

/// What came of an order to stop dialling.
///
/// @param callsEnding live calls that the provider is told to end
public record DialHaltReport(DialHalt halt, int callsEnding) {}
