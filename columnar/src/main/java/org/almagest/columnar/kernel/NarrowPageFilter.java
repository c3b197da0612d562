package org.almagest.columnar.kernel;

import static org.almagest.columnar.kernel.NarrowPacking.B128;
import static org.almagest.columnar.kernel.NarrowPacking.INTS;
import static org.almagest.columnar.kernel.NarrowPacking.INT_PHASES;
import static org.almagest.columnar.kernel.NarrowPacking.LITTLE;
import static org.almagest.columnar.kernel.NarrowPacking.STEP;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// A filter over packed values on vectors of 128 bits; `ScalarPageFilter` says what it computes,
/// [NarrowPacking] how values are taken apart. Longs have none: two lanes have no masks.
///
/// A difference that is at most `span` as unsigned numbers go is at most that with both signs turned:
/// there is no other comparison below 512 bits.
final class NarrowPageFilter {
    private NarrowPageFilter() {}

    static void rangePackedInts(MemorySegment page, long offset, int width, int low, int span, int count, long[] out) {
        Arrays.fill(out, 0, count + 63 >>> 6, 0);
        for (int phase = 0; phase < INT_PHASES; phase++) {
            ByteVector permute = NarrowPacking.intPermute(width, phase);
            IntVector shift = NarrowPacking.intShift(width, phase);
            int mask = (1 << width) - 1;
            int turnedLow = low + Integer.MIN_VALUE;
            int turnedSpan = span + Integer.MIN_VALUE;
            long from = offset + NarrowPacking.intStart(width, phase);
            for (int i = phase * INTS; i < count; i += STEP, from += width) {
                long inside = permute.selectFrom(ByteVector.fromMemorySegment(B128, page, from, LITTLE))
                        .reinterpretAsInts()
                        .lanewise(VectorOperators.LSHR, shift)
                        .and(mask)
                        .sub(turnedLow)
                        .compare(VectorOperators.LE, turnedSpan)
                        .toLong();
                out[i >>> 6] |= inside << i;
            }
        }
    }
}
