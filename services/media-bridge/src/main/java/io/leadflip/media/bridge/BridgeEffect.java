package io.leadflip.media.bridge;

/// Something that is to be done for a call.
public sealed interface BridgeEffect permits CallerCommand, ModelCommand, PlatformCommand {}
