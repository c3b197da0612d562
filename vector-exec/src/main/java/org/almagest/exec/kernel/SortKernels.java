package org.almagest.exec.kernel;

/// Values as right-aligned bits that compare unsigned like the values.
public final class SortKernels {
    private SortKernels() {}

    public static long sortable(int value) {
        return (value ^ Integer.MIN_VALUE) & 0xFFFF_FFFFL;
    }

    /// Answers 32 bits; all NaN are one and greatest, -0.0 is 0.0.
    public static long sortable(float value) {
        int bits = value == value ? Float.floatToRawIntBits(value + 0.0f) : 0x7FC0_0000;
        return (bits ^ (bits >> 31 | Integer.MIN_VALUE)) & 0xFFFF_FFFFL;
    }

    /// Answers 64 bits; all NaN are one and greatest, -0.0 is 0.0.
    public static long sortable(double value) {
        long bits = value == value ? Double.doubleToRawLongBits(value + 0.0) : 0x7FF8_0000_0000_0000L;
        return bits ^ (bits >> 63 | Long.MIN_VALUE);
    }

    public static void sortable(int[] values, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = sortable(values[i]);
        }
    }

    public static void sortable(float[] values, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = sortable(values[i]);
        }
    }

    public static void sortable(double[] values, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = sortable(values[i]);
        }
    }

    public static void sortable(long[] values, boolean unsigned, int count, long[] out) {
        long flip = unsigned ? 0 : Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            out[i] = values[i] ^ flip;
        }
    }

    public static void invert(long[] values, int count, long mask) {
        for (int i = 0; i < count; i++) {
            values[i] ^= mask;
        }
    }

    /// Adds `values << shift | bits` to words.
    public static void put(long[] values, int count, int shift, long bits, long[] words) {
        for (int i = 0; i < count; i++) {
            words[i] |= values[i] << shift | bits;
        }
    }

    /// Adds `values` to words so that their lowest `behind` bits, 1 to 63, go to the top of the next
    /// words; and `bits` to the words.
    public static void putAcross(long[] values, int count, int behind, long bits, long[] words, long[] next) {
        for (int i = 0; i < count; i++) {
            words[i] |= values[i] >>> behind | bits;
            next[i] |= values[i] << Long.SIZE - behind;
        }
    }

    /// Lists the rows whose word is not above `most` (unsigned); answers how many there are.
    public static int notAbove(long[] words, long most, int count, int[] out) {
        return KernelSwitch.vectorBlock()
                ? VectorSums.notAbove(words, most, count, out)
                : ScalarSums.notAbove(words, most, count, out);
    }
}
