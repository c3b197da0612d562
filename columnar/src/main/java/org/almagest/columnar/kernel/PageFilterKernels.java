package org.almagest.columnar.kernel;

import java.lang.foreign.MemorySegment;

/// Filters over values where they stand in a page, not decoded: scalar code or the Vector API behind
/// the same signatures, as [FilterKernels] chooses. Each sets bit `i % 64` of `out[i / 64]` where
/// value `i` lies in the range, for whole words: bits beyond the values are unspecified. Behind the
/// last value stand 64 readable bytes. No kernel allocates.
public final class PageFilterKernels {
    private PageFilterKernels() {}

    /// Floats with `low <= value <= high` as primitive comparisons go.
    public static void rangeFloats(MemorySegment page, long offset, int count, float low, float high, long[] out) {
        if (FilterKernels.vectorBlock()) {
            VectorPageFilter.rangeFloats(page, offset, count, low, high, out);
        } else {
            ScalarPageFilter.rangeFloats(page, offset, count, low, high, out);
        }
    }

    /// Doubles with `low <= value <= high` as primitive comparisons go.
    public static void rangeDoubles(MemorySegment page, long offset, int count, double low, double high, long[] out) {
        if (FilterKernels.vectorBlock()) {
            VectorPageFilter.rangeDoubles(page, offset, count, low, high, out);
        } else {
            ScalarPageFilter.rangeDoubles(page, offset, count, low, high, out);
        }
    }

    /// Packed values of at most 25 bits with `low <= value <= low + span`, unsigned.
    public static void rangePackedInts(
            MemorySegment page, long offset, int width, int low, int span, int count, long[] out) {
        if (FilterKernels.vectorBlock()) {
            VectorPageFilter.rangePackedInts(page, offset, width, low, span, count, out);
        } else {
            ScalarPageFilter.rangePacked(page, offset, width, low, span, count, out);
        }
    }

    /// Packed values of at most 57 bits with `low <= value <= low + span`, unsigned.
    public static void rangePackedLongs(
            MemorySegment page, long offset, int width, long low, long span, int count, long[] out) {
        if (FilterKernels.vectorBlock()) {
            VectorPageFilter.rangePackedLongs(page, offset, width, low, span, count, out);
        } else {
            ScalarPageFilter.rangePacked(page, offset, width, low, span, count, out);
        }
    }
}
