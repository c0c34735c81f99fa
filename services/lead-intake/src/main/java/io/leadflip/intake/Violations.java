package io.leadflip.intake;

import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Collects everything that is wrong with a request, so that a client learns it at once.
public final class Violations {
    private final List<Map<String, String>> errors = new ArrayList<>();

    /// @param pointer JSON pointer of the member
    public Violations require(boolean holds, String pointer, String detail) {
        if (!holds) {
            errors.add(Map.of("pointer", pointer, "detail", detail));
        }
        return this;
    }

    /// @throws Problem 422 when anything was found
    public void refuseAny() {
        if (!errors.isEmpty()) {
            throw new Problem(
                            ProblemType.UNPROCESSABLE, "Some members are missing or out of range.")
                    .with("errors", errors);
        }
    }
}
