package io.leadflip.calls.ending;

import java.time.Duration;

/// What became of the line of an attempt when its stream was over.
///
/// @param apologized whether the person on the line was told that we cannot go on
/// @param transferred whether the business came on the line
/// @param withBusiness how long the business's leg lasted
public record LineEnd(boolean apologized, boolean transferred, Duration withBusiness) {}
