package io.leadflip.matching.offer;

/// How many more businesses may hear of a lead now: never so many that more could accept than may.
///
/// @param waveSize most open offers of one lead
/// @param accepts how many businesses may accept it
record WavePolicy(int waveSize, int accepts) {
    int room(Standing standing) {
        var wanted = Math.min(waveSize, accepts - standing.accepted());
        return Math.max(0, wanted - standing.open());
    }

    boolean filled(Standing standing) {
        return standing.accepted() >= accepts;
    }

    /// Where the offers of one lead stand.
    ///
    /// @param open offered or told, not answered
    record Standing(int open, int accepted) {
        boolean nobody() {
            return open == 0 && accepted == 0;
        }

        Standing plus(int offered) {
            return new Standing(open + offered, accepted);
        }
    }
}
