package io.leadflip.intake.rest;

import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;

/// Request bodies.
final class Bodies {
    private Bodies() {}

    /// @throws Problem 400 when there is none
    static <T> T required(T body) {
        if (body == null) {
            throw new Problem(ProblemType.BAD_REQUEST, "A JSON body is needed.");
        }
        return body;
    }

    /// Names end up in subjects and are spoken: they hold no line breaks and nothing unseen.
    static boolean oneLine(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }
}
