package org.almagest.ingest.fits;

import java.util.BitSet;
import java.util.OptionalLong;

/// Finds a number that does not occur among integers of a width: the least, else the greatest, of
/// narrow ones any.
final class FreeNumber {
    private final long least;
    private final long greatest;
    private final BitSet seen;
    private final boolean narrow;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;
    private boolean nulls;

    /// Single bytes are unsigned, all others signed.
    FreeNumber(int bytes) {
        least = bytes == 1 ? 0 : -1L << 8 * bytes - 1;
        greatest = bytes == 1 ? 255 : ~least;
        narrow = bytes <= 2;
        seen = new BitSet();
    }

    void add(long number) {
        min = Math.min(min, number);
        max = Math.max(max, number);
        if (narrow) {
            seen.set((int) (number - least));
        }
    }

    void addNull() {
        nulls = true;
    }

    boolean hasNulls() {
        return nulls;
    }

    OptionalLong find() {
        if (min > least) {
            return OptionalLong.of(least);
        }
        if (max < greatest) {
            return OptionalLong.of(greatest);
        }
        long candidate = least + seen.nextClearBit(0);
        return narrow && candidate <= greatest ? OptionalLong.of(candidate) : OptionalLong.empty();
    }
}
