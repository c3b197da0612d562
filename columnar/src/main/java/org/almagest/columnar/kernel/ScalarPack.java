package org.almagest.columnar.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The specification of the kernels of [PackKernels] that have a version on vectors.
final class ScalarPack {
    private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private ScalarPack() {}

    static void widen(MemorySegment page, long offset, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = page.get(F32, offset + 4L * i);
        }
    }
}
