package org.almagest.exec.aggregate;

/// The range of an integer key, dealt out to the partitions in chunks of neighbouring values.
///
/// ```text
/// value - low    | ... chunk of the partition ... | partition, 8 bits | place in the chunk, 10 bits |
/// place          | ... chunk of the partition ... | place in the chunk, 10 bits |
/// ```
///
/// Statistics may be stale: a value outside the range has a partition as well, but no place.
record ChunkedDomain(long low, long high) {
    private static final int CHUNK_BITS = 10;
    private static final int PARTITION_BITS = 8;
    private static final int PARTITION_SHIFT = Long.SIZE - PARTITION_BITS;
    private static final long CHUNK_MASK = (1L << CHUNK_BITS) - 1;

    /// Answers the number of values.
    long size() {
        return high - low + 1;
    }

    /// Answers how many places a partition has.
    int places() {
        return Math.toIntExact((high - low >>> CHUNK_BITS + PARTITION_BITS) + 1 << CHUNK_BITS);
    }

    /// Answers the code of a value: its partition in the upper 8 bits, below them a hash of the chunk.
    long code(long value) {
        long chunk = value - low >> CHUNK_BITS;
        return chunk << PARTITION_SHIFT | ValueHash.mix(chunk >> PARTITION_BITS) >>> PARTITION_BITS;
    }

    /// Answers the place of a value of the domain in its partition.
    int place(long value) {
        long distance = value - low;
        return (int) (distance >>> CHUNK_BITS + PARTITION_BITS << CHUNK_BITS | distance & CHUNK_MASK);
    }
}
