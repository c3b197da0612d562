package org.almagest.columnar.kernel;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/// Filters over packed values on vectors of 128 bits, a group of [NarrowPacking] at a time;
/// `ScalarPageFilter` says what they compute.
///
/// A difference that is at most `span` as unsigned numbers go is at most that with both signs turned:
/// there is no other comparison below 512 bits.
final class NarrowPageFilter {
    /// Where in a word of 64 the last group begins.
    private static final int LAST_INT_GROUP = Long.SIZE - NarrowPacking.INTS;

    private static final int LAST_LONG_GROUP = Long.SIZE - NarrowPacking.LONGS;

    private NarrowPageFilter() {}

    static void rangePackedInts(MemorySegment page, long offset, int width, int low, int span, int count, long[] out) {
        int mask = (1 << width) - 1;
        int turnedLow = low + Integer.MIN_VALUE;
        int turnedSpan = span + Integer.MIN_VALUE;
        long bits = 0;
        int last = VectorPageFilter.lastGroup(count, NarrowPacking.INTS);
        for (int i = 0; i <= last; i += NarrowPacking.INTS) {
            IntVector distance =
                    NarrowPacking.ints(page, offset, width, i).and(mask).sub(turnedLow);
            long inside = distance.compare(VectorOperators.LE, turnedSpan).toLong();
            bits = bits >>> NarrowPacking.INTS | inside << Long.SIZE - NarrowPacking.INTS;
            if ((i & LAST_INT_GROUP) == LAST_INT_GROUP) {
                out[i >>> 6] = bits;
            }
        }
        VectorPageFilter.finish(bits, last, NarrowPacking.INTS, out);
    }

    static void rangePackedLongs(
            MemorySegment page, long offset, int width, long low, long span, int count, long[] out) {
        long mask = (1L << width) - 1;
        long turnedLow = low + Long.MIN_VALUE;
        long turnedSpan = span + Long.MIN_VALUE;
        long bits = 0;
        int last = VectorPageFilter.lastGroup(count, NarrowPacking.LONGS);
        for (int i = 0; i <= last; i += NarrowPacking.LONGS) {
            LongVector distance =
                    NarrowPacking.longs(page, offset, width, i).and(mask).sub(turnedLow);
            long inside = distance.compare(VectorOperators.LE, turnedSpan).toLong();
            bits = bits >>> NarrowPacking.LONGS | inside << Long.SIZE - NarrowPacking.LONGS;
            if ((i & LAST_LONG_GROUP) == LAST_LONG_GROUP) {
                out[i >>> 6] = bits;
            }
        }
        VectorPageFilter.finish(bits, last, NarrowPacking.LONGS, out);
    }
}
