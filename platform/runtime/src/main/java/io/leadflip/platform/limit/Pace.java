package io.leadflip.platform.limit;

/// A limit, and whose tokens are taken.
public record Pace(RateLimit limit, String key) {}
