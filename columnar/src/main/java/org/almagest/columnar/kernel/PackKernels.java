package org.almagest.columnar.kernel;

import java.lang.foreign.MemorySegment;

/// Values as aggregates take them: one behind the other and widened to `double`. Scalar code or the
/// Vector API behind the same signatures, as [DecodeKernels] chooses. No kernel allocates.
public final class PackKernels {
    private PackKernels() {}

    /// Widens `count` floats that stand in a page, followed by 32 readable bytes; `out` holds a
    /// multiple of 8.
    public static void widen(MemorySegment page, long offset, int count, double[] out) {
        if (DecodeKernels.vectorBlock()) {
            VectorPack.widen(page, offset, count, out);
        } else {
            ScalarPack.widen(page, offset, count, out);
        }
    }

    /// Spreads doubles that stand in a page, followed by 64 readable bytes, over `rows` rows: row `i`
    /// gets the next value where bit `i` of `validity` is set and 0 elsewhere. `out` holds a
    /// multiple of 8.
    public static void spread(MemorySegment page, long offset, long[] validity, int rows, double[] out) {
        if (DecodeKernels.vectorBlock()) {
            VectorPack.spread(page, offset, validity, rows, out);
        } else {
            ScalarPack.spread(page, offset, validity, rows, out);
        }
    }

    /// Widens the first `count` floats of an array.
    public static void widen(float[] values, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = values[i];
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

    /// The contrary of [#bits]: gives each bit by ordinal to its row, the next row at which
    /// `validity` is set; other rows get none.
    public static void rows(long[] ordinals, long[] validity, int words, long[] out) {
        int next = 0;
        for (int i = 0; i < words; i++) {
            int length = Long.bitCount(validity[i]);
            int word = next >>> 6;
            int shift = next & 63;
            long bits = word < words ? ordinals[word] >>> shift : 0;
            if (shift + length > Long.SIZE) {
                bits |= ordinals[word + 1] << -shift;
            }
            out[i] = Long.expand(bits, validity[i]);
            next += length;
        }
    }
}
