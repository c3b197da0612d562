package org.almagest.columnar.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// [ScalarPack] on vectors.
final class VectorPack {
    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
    private static final int LANES = VectorWidth.LONG_LANES;

    private VectorPack() {}

    static void spread(MemorySegment page, long offset, long[] validity, int rows, double[] out) {
        long next = offset;
        for (int i = 0; i < rows; i += LANES) {
            long bits = validity[i >>> 6] >>> i & VectorWidth.LONG_BITS;
            DoubleVector.fromMemorySegment(VectorWidth.DOUBLES, page, next, LITTLE)
                    .expand(VectorMask.fromLong(VectorWidth.DOUBLES, bits))
                    .intoArray(out, i);
            next += 8L * Long.bitCount(bits);
        }
    }

    static void widen(MemorySegment page, long offset, int count, double[] out) {
        for (int i = 0; i < count; i += LANES) {
            FloatVector eight = FloatVector.fromMemorySegment(VectorWidth.HALF_FLOATS, page, offset + 4L * i, LITTLE);
            ((DoubleVector) eight.convertShape(VectorOperators.F2D, VectorWidth.DOUBLES, 0)).intoArray(out, i);
        }
    }
}
