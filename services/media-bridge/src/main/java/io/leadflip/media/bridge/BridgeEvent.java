package io.leadflip.media.bridge;

/// Something that happened to a call.
public sealed interface BridgeEvent permits CallerEvent, ModelEvent, PlatformEvent {}
