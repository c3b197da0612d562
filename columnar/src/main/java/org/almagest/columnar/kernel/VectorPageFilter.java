package org.almagest.columnar.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Filters over pages on vectors; `ScalarPageFilter` says what they compute. Packed values, on vectors of
/// 512 bits or by [NarrowPageFilter], are unpacked as in [VectorDecode] and compared before the frame of
/// reference is added.
final class VectorPageFilter {
    private static final VectorSpecies<Byte> B512 = ByteVector.SPECIES_512;
    private static final VectorSpecies<Integer> I512 = IntVector.SPECIES_512;
    private static final VectorSpecies<Long> L512 = LongVector.SPECIES_512;
    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
    private static final int INT_LANES = VectorWidth.INT_LANES;
    private static final int LONG_LANES = VectorWidth.LONG_LANES;

    /// Where in a word of 64 the last group begins.
    private static final int LAST_INT_GROUP = Long.SIZE - INT_LANES;

    private static final int LAST_LONG_GROUP = Long.SIZE - LONG_LANES;

    private VectorPageFilter() {}

    static void rangeFloats(MemorySegment page, long offset, int count, float low, float high, long[] out) {
        long bits = 0;
        int last = lastGroup(count, INT_LANES);
        for (int i = 0; i <= last; i += INT_LANES) {
            FloatVector value = FloatVector.fromMemorySegment(VectorWidth.FLOATS, page, offset + 4L * i, LITTLE);
            long inside = value.compare(VectorOperators.GE, low)
                    .and(value.compare(VectorOperators.LE, high))
                    .toLong();
            bits = bits >>> INT_LANES | inside << Long.SIZE - INT_LANES;
            if ((i & LAST_INT_GROUP) == LAST_INT_GROUP) {
                out[i >>> 6] = bits;
            }
        }
        finish(bits, last, INT_LANES, out);
    }

    static void rangeDoubles(MemorySegment page, long offset, int count, double low, double high, long[] out) {
        long bits = 0;
        int last = lastGroup(count, LONG_LANES);
        for (int i = 0; i <= last; i += LONG_LANES) {
            DoubleVector value = DoubleVector.fromMemorySegment(VectorWidth.DOUBLES, page, offset + 8L * i, LITTLE);
            long inside = value.compare(VectorOperators.GE, low)
                    .and(value.compare(VectorOperators.LE, high))
                    .toLong();
            bits = bits >>> LONG_LANES | inside << Long.SIZE - LONG_LANES;
            if ((i & LAST_LONG_GROUP) == LAST_LONG_GROUP) {
                out[i >>> 6] = bits;
            }
        }
        finish(bits, last, LONG_LANES, out);
    }

    static void rangePackedInts(MemorySegment page, long offset, int width, int low, int span, int count, long[] out) {
        if (!VectorWidth.WIDE) {
            NarrowPageFilter.rangePackedInts(page, offset, width, low, span, count, out);
            return;
        }
        ByteVector permute = ByteVector.fromArray(B512, VectorDecode.INT_PERMUTE, width * 64);
        IntVector shift = IntVector.fromArray(I512, VectorDecode.INT_SHIFT, width * INT_LANES);
        int mask = (1 << width) - 1;
        long bits = 0;
        int last = lastGroup(count, INT_LANES);
        long at = offset;
        for (int i = 0; i <= last; i += INT_LANES, at += 2L * width) {
            long inside = permute.selectFrom(ByteVector.fromMemorySegment(B512, page, at, LITTLE))
                    .reinterpretAsInts()
                    .lanewise(VectorOperators.LSHR, shift)
                    .and(mask)
                    .sub(low)
                    .compare(VectorOperators.ULE, span)
                    .toLong();
            bits = bits >>> INT_LANES | inside << Long.SIZE - INT_LANES;
            if ((i & LAST_INT_GROUP) == LAST_INT_GROUP) {
                out[i >>> 6] = bits;
            }
        }
        finish(bits, last, INT_LANES, out);
    }

    static void rangePackedLongs(
            MemorySegment page, long offset, int width, long low, long span, int count, long[] out) {
        if (!VectorWidth.WIDE) {
            ScalarPageFilter.rangePacked(page, offset, width, low, span, count, out);
            return;
        }
        ByteVector permute = ByteVector.fromArray(B512, VectorDecode.LONG_PERMUTE, width * 64);
        LongVector shift = LongVector.fromArray(L512, VectorDecode.LONG_SHIFT, width * LONG_LANES);
        long mask = (1L << width) - 1;
        long bits = 0;
        int last = lastGroup(count, LONG_LANES);
        long at = offset;
        for (int i = 0; i <= last; i += LONG_LANES, at += width) {
            long inside = permute.selectFrom(ByteVector.fromMemorySegment(B512, page, at, LITTLE))
                    .reinterpretAsLongs()
                    .lanewise(VectorOperators.LSHR, shift)
                    .and(mask)
                    .sub(low)
                    .compare(VectorOperators.ULE, span)
                    .toLong();
            bits = bits >>> LONG_LANES | inside << Long.SIZE - LONG_LANES;
            if ((i & LAST_LONG_GROUP) == LAST_LONG_GROUP) {
                out[i >>> 6] = bits;
            }
        }
        finish(bits, last, LONG_LANES, out);
    }

    /// Answers where the last group of so many lanes begins.
    private static int lastGroup(int count, int lanes) {
        return (count - 1) / lanes * lanes;
    }

    /// Moves the bits of a word that is not full, gathered from the top, to where they belong.
    private static void finish(long bits, int last, int lanes, long[] out) {
        int filled = (last & 63) + lanes;
        if (filled < Long.SIZE) {
            out[last >>> 6] = bits >>> Long.SIZE - filled;
        }
    }
}
