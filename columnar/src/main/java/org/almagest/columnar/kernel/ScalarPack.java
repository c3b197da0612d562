package org.almagest.columnar.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The specification of [PackKernels]: the obvious loops.
final class ScalarPack {
    private static final ValueLayout.OfDouble F64 =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private ScalarPack() {}

    static int doubles(MemorySegment page, long offset, long[] bits, int count, double[] out) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            out[found] = page.get(F64, offset + 8L * i);
            found += (int) (bits[i >>> 6] >>> i & 1);
        }
        return found;
    }

    static int floats(MemorySegment page, long offset, long[] bits, int count, double[] out) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            out[found] = page.get(F32, offset + 4L * i);
            found += (int) (bits[i >>> 6] >>> i & 1);
        }
        return found;
    }

    static int doubles(double[] values, long[] bits, int count, double[] out) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            out[found] = values[i];
            found += (int) (bits[i >>> 6] >>> i & 1);
        }
        return found;
    }

    static int floats(float[] values, long[] bits, int count, double[] out) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            out[found] = values[i];
            found += (int) (bits[i >>> 6] >>> i & 1);
        }
        return found;
    }

    static void widen(MemorySegment page, long offset, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = page.get(F32, offset + 4L * i);
        }
    }
}
