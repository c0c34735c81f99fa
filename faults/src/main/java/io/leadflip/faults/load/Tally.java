package io.leadflip.faults.load;

/// What became of the people of a run.
///
/// @param answered leads that were answered with a 2xx
/// @param callsAsked people for whom a call was asked for
/// @param gaveUp people who did not come as far as they wanted: a code that proves their phone
///   never came, say, or a business could not be changed
/// @param refused people whose lead was not taken in the end, however often they asked
public record Tally(int answered, int callsAsked, int gaveUp, int refused) {
    @Override
    public String toString() {
        return "%d leads answered, %d calls asked for, %d people gave up, %d refused"
                .formatted(answered, callsAsked, gaveUp, refused);
    }
}
