package org.almagest.exec.aggregate;

/// The radix partitions of an aggregation with very many groups, by the bits of the keys' codes
/// (`KeyCodes`).
///
/// ```text
/// bits 63..56   the partition, one of 256
/// bits 55..52   its parts, one of 16, where it does not fit in memory; 51..48 theirs, and so on
/// ```
final class Partitions {
    static final int COUNT = 256;

    /// The number of parts of a partition.
    static final int SPLIT = 16;

    /// Partitions are split so many times at most: what is left then has one hash.
    static final int MOST_SPLITS = 12;

    private static final int SPLIT_BITS = 4;
    private static final int SHIFT = Long.SIZE - 8;

    private Partitions() {}

    static int of(long code) {
        return (int) (code >>> SHIFT);
    }

    /// Answers the part of a partition that has been split `splits` times, the first time included.
    static int partOf(long code, int splits) {
        return (int) (code >>> SHIFT - SPLIT_BITS * splits) & SPLIT - 1;
    }

    /// Answers the bits that decide the partition and all its splits.
    static long prefix(long code, int splits) {
        return code >>> SHIFT - SPLIT_BITS * splits;
    }

    /// Answers the prefix of a part.
    static long prefixOfPart(long prefix, int part) {
        return prefix << SPLIT_BITS | part;
    }

    /// Answers where each partition starts in an order by partition, with the end behind the last.
    static int[] starts(byte[] partitions, int count) {
        int[] starts = new int[COUNT + 1];
        for (int i = 0; i < count; i++) {
            starts[(partitions[i] & 0xFF) + 1]++;
        }
        for (int p = 0; p < COUNT; p++) {
            starts[p + 1] += starts[p];
        }
        return starts;
    }

    /// Sets `order` to the positions 0 to `count` in order of partition, each partition's ascending.
    static void order(byte[] partitions, int count, int[] starts, int[] order) {
        int[] next = starts.clone();
        for (int i = 0; i < count; i++) {
            order[next[partitions[i] & 0xFF]++] = i;
        }
    }
}
