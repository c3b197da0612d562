package org.almagest.exec.aggregate;

import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.kernel.RowKernels;

/// The radix partitions of an aggregation with very many groups, by the bits of the hash of the keys'
/// values.
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
    private static final int[] IDENTITY = RowKernels.identity(ColumnVector.BATCH_ROWS);

    private Partitions() {}

    /// Hashes the keys, which are the first columns, of the rows that count: `hashes[row]`.
    static void hash(ValueHash hash, Batch keys, int keyCount, long[] hashes) {
        int[] rows = keys.hasSelection() ? keys.selection() : IDENTITY;
        hash.of(keys.column(0), rows, keys.size(), hashes);
        for (int k = 1; k < keyCount; k++) {
            hash.combine(keys.column(k), rows, keys.size(), hashes);
        }
    }

    static int of(long hash) {
        return (int) (hash >>> SHIFT);
    }

    /// Answers the part of a partition that has been split `splits` times, the first time included.
    static int partOf(long hash, int splits) {
        return (int) (hash >>> SHIFT - SPLIT_BITS * splits) & SPLIT - 1;
    }

    /// Answers the bits that decide the partition and all its splits.
    static long prefix(long hash, int splits) {
        return hash >>> SHIFT - SPLIT_BITS * splits;
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

    /// Answers the positions 0 to `count` in order of partition, each partition's ascending.
    static int[] order(byte[] partitions, int count, int[] starts) {
        int[] next = starts.clone();
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[next[partitions[i] & 0xFF]++] = i;
        }
        return order;
    }
}
