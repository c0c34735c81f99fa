package io.leadflip.platform.deadletter;

import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;

/// The person behind an operation that comes through the internal door.
public final class Operator {
    /// Carries the subject of the operator's own token.
    public static final String HEADER = "X-Operator";

    private static final int LONGEST = 255;

    private Operator() {}

    /// @throws Problem 400 when nobody is named
    public static String required(String operator) {
        if (operator == null || operator.isBlank() || operator.length() > LONGEST) {
            throw new Problem(ProblemType.BAD_REQUEST, "Nobody is named as operator.");
        }
        return operator;
    }
}
