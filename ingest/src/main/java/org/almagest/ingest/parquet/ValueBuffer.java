package org.almagest.ingest.parquet;

/// Values without NULLs, dense from index 0, in the array that suits them: what decoders fill,
/// forms convert in place, and vectors are filled from. Also the entries of a dictionary.
///
/// Byte strings are `bytes[starts[i] .. starts[i] + lengths[i])`; `bytes` may be a page.
final class ValueBuffer {
    private static final int[] NO_INTS = {};
    private static final long[] NO_LONGS = {};

    int[] ints = NO_INTS;
    long[] longs = NO_LONGS;
    /// The upper halves of 128-bit integers, whose lower ones are in `longs`.
    long[] highs = NO_LONGS;

    float[] floats = {};
    double[] doubles = {};
    byte[] truths = {};
    byte[] bytes = {};
    int[] starts = NO_INTS;
    int[] lengths = NO_INTS;

    int[] ints(int count) {
        if (ints.length < count) {
            ints = new int[count];
        }
        return ints;
    }

    long[] longs(int count) {
        if (longs.length < count) {
            longs = new long[count];
        }
        return longs;
    }

    long[] highs(int count) {
        if (highs.length < count) {
            highs = new long[count];
        }
        return highs;
    }

    float[] floats(int count) {
        if (floats.length < count) {
            floats = new float[count];
        }
        return floats;
    }

    double[] doubles(int count) {
        if (doubles.length < count) {
            doubles = new double[count];
        }
        return doubles;
    }

    byte[] truths(int count) {
        if (truths.length < count) {
            truths = new byte[count];
        }
        return truths;
    }

    /// Makes room for the places of byte strings.
    void places(int count) {
        if (starts.length < count) {
            starts = new int[count];
            lengths = new int[count];
        }
    }
}
