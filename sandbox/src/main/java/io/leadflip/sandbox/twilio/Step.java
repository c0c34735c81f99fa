package io.leadflip.sandbox.twilio;

import java.util.SortedMap;

/// Where a call goes after one verb.
sealed interface Step {
    /// To the next verb; after the last one the call ends.
    record Onward() implements Step {}

    /// To another document.
    record Goto(Source source, SortedMap<String, String> fields) implements Step {}

    /// To its end.
    record End() implements Step {}
}
