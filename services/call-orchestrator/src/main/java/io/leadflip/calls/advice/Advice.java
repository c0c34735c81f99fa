package io.leadflip.calls.advice;

import java.util.Optional;

/// What the advisor answered, and what the provider charges for.
///
/// @param words empty when it had none
/// @param inputTokens of the question with all that is known
/// @param outputTokens of the answer
record Advice(Optional<String> words, long inputTokens, long outputTokens) {}
