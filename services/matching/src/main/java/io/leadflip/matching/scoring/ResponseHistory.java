package io.leadflip.matching.scoring;

/// How a business answered lately. A declined lead is an answer; one that ran out is not.
///
/// @param answered accepted or declined
/// @param asked answered or run out
public record ResponseHistory(int answered, int asked) {
    public static final ResponseHistory NONE = new ResponseHistory(0, 0);

    public ResponseHistory {
        if (answered < 0 || answered > asked) {
            throw new IllegalArgumentException(
                    "Answers must lie between 0 and the number of times asked");
        }
    }

    public boolean exists() {
        return asked > 0;
    }

    /// Whether at least `percent` of the offers were answered; exact, without rounding.
    boolean atLeast(int percent) {
        return answered * 100L >= (long) percent * asked;
    }
}
