package org.almagest.exec.aggregate;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import org.almagest.exec.kernel.SelectKernels;

/// The values of one group by their rank. Few values are gathered in an array; many stay where they
/// are: passes over them count digits, from the highest down, until few enough are left to gather.
/// Owned by one thread, which opens one group after the other.
final class RankedValues implements AutoCloseable {
    /// So many values are gathered at most.
    private static final int MOST_GATHERED = 1 << 20;

    /// So many values are looked through for those near a rank, by one of so many digits.
    private static final int MANY = 64;

    private static final int NEAR_DIGITS = 256;

    private static final int TOP_SHIFT = Long.SIZE - SelectKernels.DIGIT_BITS;

    /// Takes the values of a group in ascending order.
    interface Ascending {
        /// Takes `sorted[0 .. count)`; equal values come in one call.
        void values(long[] sorted, int count);

        /// Takes a value that there is so many times.
        void equal(long value, long count);
    }

    private final GroupedValues values;
    private final Map<ValueFile, ValueFile.Reader> readers = new IdentityHashMap<>();
    private long[] gathered = {};
    private long[] topCounts = {};
    private int group;
    private long count;

    /// Ranks `firstRank .. firstRank + gatheredCount` are those in `gathered`.
    private long firstRank;

    private int gatheredCount;

    /// Places `nearFirst .. nearFirst + nearCount` of the gathered values, in any order.
    private long[] near = {};

    private int nearFirst;
    private int nearCount;
    private final int[] digits = new int[NEAR_DIGITS];
    private boolean counted;
    private boolean sorted;

    RankedValues(GroupedValues values) {
        this.values = values;
    }

    /// Turns to a group; answers how many values it has.
    long open(int newGroup) {
        group = newGroup;
        count = values.count(newGroup);
        firstRank = 0;
        gatheredCount = 0;
        counted = false;
        sorted = false;
        nearCount = 0;
        if (count <= MOST_GATHERED) {
            gather(0, 0, 0, (int) count);
        }
        return count;
    }

    /// Answers the value of a rank, counted from 0.
    long select(long rank) {
        if (rank < firstRank || rank >= firstRank + gatheredCount) {
            long found = narrow(rank);
            if (gatheredCount == 0) {
                return found;
            }
        }
        int at = (int) (rank - firstRank);
        if (sorted) {
            return gathered[at];
        }
        return gatheredCount < MANY ? SelectKernels.select(gathered, 0, gatheredCount, at) : selectNear(at);
    }

    /// Answers the value at a place among many that are gathered: passes over them leave the few near it,
    /// among which it is selected. Those beside it are there as well.
    private long selectNear(int at) {
        if (at < nearFirst || at >= nearFirst + nearCount) {
            near = near.length > gatheredCount ? near : new long[gathered.length + 1];
            long found = SelectKernels.near(gathered, gatheredCount, at, digits, near);
            nearFirst = (int) (found >>> Integer.SIZE);
            nearCount = (int) found;
        }
        return SelectKernels.select(near, 0, nearCount, at - nearFirst);
    }

    /// Prepares for asking for many ranks.
    void sort() {
        if (count <= MOST_GATHERED) {
            Arrays.sort(gathered, 0, gatheredCount);
            sorted = true;
        }
    }

    /// Gathers the values around a rank; where too many are equal, answers their value, having gathered
    /// none.
    private long narrow(long rank) {
        long[] counts = topCounts();
        long before = 0;
        long prefix = 0;
        int shift = TOP_SHIFT;
        while (true) {
            int digit = 0;
            while (before + counts[digit] <= rank) {
                before += counts[digit++];
            }
            prefix = prefix << SelectKernels.DIGIT_BITS | digit;
            if (counts[digit] <= MOST_GATHERED) {
                firstRank = before;
                gather(shift, prefix, prefix, (int) counts[digit]);
                return 0;
            }
            if (shift == 0) {
                gatheredCount = 0;
                return prefix ^ Long.MIN_VALUE;
            }
            shift -= SelectKernels.DIGIT_BITS;
            counts = counts(shift, prefix);
        }
    }

    private long[] topCounts() {
        if (!counted) {
            topCounts = new long[SelectKernels.DIGITS];
            for (int piece = values.first(group); piece >= 0; piece = values.next(piece)) {
                SelectKernels.countDigits(slab(piece), values.start(piece), values.end(piece), topCounts);
            }
            counted = true;
        }
        return topCounts;
    }

    private long[] counts(int shift, long prefix) {
        long[] counts = new long[SelectKernels.DIGITS];
        for (int piece = values.first(group); piece >= 0; piece = values.next(piece)) {
            SelectKernels.countDigits(slab(piece), values.start(piece), values.end(piece), shift, prefix, counts);
        }
        return counts;
    }

    /// Gathers the values whose digits down to `shift` lie within `low .. high`; all of them where
    /// `shift` is 0 and there is no limit.
    private void gather(int shift, long low, long high, int expected) {
        if (gathered.length <= expected) {
            gathered = new long[Math.max(expected + 1, Math.min(2 * gathered.length, MOST_GATHERED + 1))];
        }
        int at = 0;
        for (int piece = values.first(group); piece >= 0; piece = values.next(piece)) {
            long[] slab = slab(piece);
            int start = values.start(piece);
            int end = values.end(piece);
            if (expected == count) {
                System.arraycopy(slab, start, gathered, at, end - start);
                at += end - start;
            } else {
                at = SelectKernels.gather(slab, start, end, shift, low, high, gathered, at);
            }
        }
        gatheredCount = at;
        nearCount = 0;
    }

    /// Answers the values among which those of a piece are, until the next call.
    private long[] slab(int piece) {
        GroupedValues.Slab slab = values.slab(piece);
        return slab.values()
                .orElseGet(() ->
                        readers.computeIfAbsent(slab.file(), ValueFile::reader).read(slab.offset()));
    }

    @Override
    public void close() {
        readers.values().forEach(ValueFile.Reader::close);
        readers.clear();
    }

    /// Hands over all values in ascending order.
    void ascending(Ascending to) {
        if (count <= MOST_GATHERED) {
            sort();
            to.values(gathered, gatheredCount);
        } else {
            ascending(topCounts().clone(), TOP_SHIFT, 0, to);
        }
    }

    private void ascending(long[] counts, int shift, long prefix, Ascending to) {
        int digit = 0;
        while (digit < counts.length) {
            int last = digit;
            long size = counts[digit];
            while (last + 1 < counts.length && size + counts[last + 1] <= MOST_GATHERED) {
                size += counts[++last];
            }
            long low = prefix << SelectKernels.DIGIT_BITS | digit;
            if (size > MOST_GATHERED && shift == 0) {
                to.equal(low ^ Long.MIN_VALUE, size);
            } else if (size > MOST_GATHERED) {
                int below = shift - SelectKernels.DIGIT_BITS;
                ascending(counts(below, low), below, low, to);
            } else if (size > 0) {
                gather(shift, low, prefix << SelectKernels.DIGIT_BITS | last, (int) size);
                Arrays.sort(gathered, 0, gatheredCount);
                to.values(gathered, gatheredCount);
            }
            digit = last + 1;
        }
        firstRank = 0;
        gatheredCount = 0;
    }
}
