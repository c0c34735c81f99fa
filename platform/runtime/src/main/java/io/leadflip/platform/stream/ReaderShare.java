package io.leadflip.platform.stream;

/// How many partitions a reader may hold, so that in the end no two readers differ by more than
/// one.
///
/// @param others how many readers there are besides
/// @param fewest partitions that one of them holds
record ReaderShare(int others, int fewest) {
    /// As many as an even share has at most; one less while another reader has less than an even
    /// share has at least, so that there is something for it to take.
    int of(int partitions) {
        var readers = others + 1;
        var least = partitions / readers;
        return others > 0 && fewest < least ? least : Math.ceilDiv(partitions, readers);
    }
}
