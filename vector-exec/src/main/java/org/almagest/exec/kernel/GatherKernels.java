package org.almagest.exec.kernel;

/// Widening and packing of values: what makes two value classes (`long` and `double`) enough for
/// the aggregation kernels.
public final class GatherKernels {
    private GatherKernels() {}

    public static void widen(int[] values, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = values[i];
        }
    }

    public static void widen(byte[] values, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = values[i];
        }
    }

    public static void widen(float[] values, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = values[i];
        }
    }

    public static void widen(int[] values, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = values[i];
        }
    }

    public static void widen(long[] values, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = values[i];
        }
    }

    public static void gather(long[] values, int[] rows, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = values[rows[i]];
        }
    }

    public static void gather(double[] values, int[] rows, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = values[rows[i]];
        }
    }
}
