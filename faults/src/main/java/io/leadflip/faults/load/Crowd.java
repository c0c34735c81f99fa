package io.leadflip.faults.load;

import java.time.Duration;

/// How many people come and what they want.
///
/// @param perSecond leads a second
/// @param callEvery how often one of them goes on to be called
/// @param finding the share of the others who find businesses, 0 to 1; each of them costs half a
///   dozen messages
public record Crowd(double perSecond, Duration callEvery, double finding) {
    public Crowd {
        if (!(perSecond > 0 && finding >= 0 && finding <= 1)) {
            throw new IllegalArgumentException(
                    "A crowd needs more than 0 leads a second and a share between 0 and 1, not "
                            + perSecond
                            + " and "
                            + finding);
        }
    }
}
