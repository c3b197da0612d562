package org.almagest.columnar.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The specification of the kernels of [PackKernels] that have a version on vectors.
final class ScalarPack {
    private static final ValueLayout.OfDouble F64 =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private ScalarPack() {}

    static void spread(MemorySegment page, long offset, long[] validity, int rows, double[] out) {
        long next = offset;
        for (int i = 0; i < rows; i++) {
            boolean valid = (validity[i >>> 6] >>> i & 1) != 0;
            out[i] = valid ? page.get(F64, next) : 0;
            next += valid ? 8 : 0;
        }
    }

    static void widen(MemorySegment page, long offset, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = page.get(F32, offset + 4L * i);
        }
    }
}
