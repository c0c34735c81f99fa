package io.leadflip.calls.contact;

/// Knows what a phone number tells about itself.
public interface NumberPlan {
    /// @param e164 null or malformed numbers give [NumberFacts#unknown()]
    NumberFacts lookUp(String e164);
}
