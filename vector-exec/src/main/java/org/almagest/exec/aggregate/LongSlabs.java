package org.almagest.exec.aggregate;

/// A long array in slabs of at most 1 MiB.
final class LongSlabs {
    private static final int SLAB_BITS = 17;
    private static final int SLAB = 1 << SLAB_BITS;

    private final long[][] slabs;

    LongSlabs(long length) {
        slabs = new long[Math.toIntExact((length + SLAB - 1) >>> SLAB_BITS)][];
        for (int i = 0; i < slabs.length; i++) {
            slabs[i] = new long[(int) Math.min(SLAB, length - ((long) i << SLAB_BITS))];
        }
    }

    long get(long index) {
        return slabs[(int) (index >>> SLAB_BITS)][(int) index & SLAB - 1];
    }

    void set(long index, long value) {
        slabs[(int) (index >>> SLAB_BITS)][(int) index & SLAB - 1] = value;
    }

    /// Brings the value of rank `rank` of `[from, to)` to its place, smaller ones before it, larger
    /// ones behind it (Hoare's selection with the median of three).
    long select(long from, long to, long rank) {
        long left = from;
        long right = to - 1;
        while (left < right) {
            long pivot = medianOfThree(get(left), get(left + (right - left >>> 1)), get(right));
            long i = left;
            long j = right;
            while (i <= j) {
                while (get(i) < pivot) {
                    i++;
                }
                while (get(j) > pivot) {
                    j--;
                }
                if (i <= j) {
                    long swap = get(i);
                    set(i++, get(j));
                    set(j--, swap);
                }
            }
            if (rank <= j) {
                right = j;
            } else if (rank >= i) {
                left = i;
            } else {
                return get(rank);
            }
        }
        return get(rank);
    }

    private static long medianOfThree(long a, long b, long c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
