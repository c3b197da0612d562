package org.almagest.columnar.kernel;

import java.lang.foreign.MemorySegment;

/// Picks values by a bitmap and writes them one behind the other, widened to `double`: scalar code
/// or the Vector API behind the same signatures, as [DecodeKernels] chooses.
///
/// Value `i` counts where bit `i % 64` of `bits[i / 64]` is set; bits from `count` on are clear.
/// Kernels read whole vectors: up to 64 bytes behind the last value of a page, and arrays of a
/// multiple of 8 elements. `out` has room for 8 elements more than are written. Each answers how
/// many it wrote. No kernel allocates.
public final class PackKernels {
    private PackKernels() {}

    public static int doubles(MemorySegment page, long offset, long[] bits, int count, double[] out) {
        return DecodeKernels.vectorBlock()
                ? VectorPack.doubles(page, offset, bits, count, out)
                : ScalarPack.doubles(page, offset, bits, count, out);
    }

    public static int floats(MemorySegment page, long offset, long[] bits, int count, double[] out) {
        return DecodeKernels.vectorBlock()
                ? VectorPack.floats(page, offset, bits, count, out)
                : ScalarPack.floats(page, offset, bits, count, out);
    }

    public static int doubles(double[] values, long[] bits, int count, double[] out) {
        return DecodeKernels.vectorBlock()
                ? VectorPack.doubles(values, bits, count, out)
                : ScalarPack.doubles(values, bits, count, out);
    }

    public static int floats(float[] values, long[] bits, int count, double[] out) {
        return DecodeKernels.vectorBlock()
                ? VectorPack.floats(values, bits, count, out)
                : ScalarPack.floats(values, bits, count, out);
    }

    /// Widens all of `count` floats that stand in memory.
    public static void widen(MemorySegment page, long offset, int count, double[] out) {
        if (DecodeKernels.vectorBlock()) {
            VectorPack.widen(page, offset, count, out);
        } else {
            ScalarPack.widen(page, offset, count, out);
        }
    }

    /// Turns bits by row into bits by ordinal: keeps of `rows` the bits at which `validity` is set,
    /// one behind the other. `rows` has no bit that `validity` lacks; `out` has as many words.
    public static void bits(long[] rows, long[] validity, int words, long[] out) {
        int filled = 0;
        long word = 0;
        int at = 0;
        for (int i = 0; i < words; i++) {
            long picked = Long.compress(rows[i], validity[i]);
            int length = Long.bitCount(validity[i]);
            word |= picked << filled;
            if (filled + length >= Long.SIZE) {
                out[at++] = word;
                word = filled == 0 ? 0 : picked >>> -filled;
                filled += length - Long.SIZE;
            } else {
                filled += length;
            }
        }
        while (at < words) {
            out[at++] = word;
            word = 0;
        }
    }
}
