package org.almagest.columnar.sample;

import org.almagest.columnar.kernel.HashKernels;

/// Which rows of a segment are in its sample: one of each stretch of 2^`shift`, wherever a hash of the
/// stretch's number puts it, so that no period in the rows hides and the same rows are taken each time.
///
/// ```text
/// rows     to 32,768: all     to 65,536: one of 2     ...     from 2,097,153 on: one of 128
/// ```
public record SampleRows(int rows, int shift) {
    private static final int FEW_ROWS = 32_768;
    private static final int MOST_SHIFT = 7;

    /// Answers the sample of a segment of so many rows.
    public static SampleRows of(long rows) {
        int shift = 0;
        while (shift < MOST_SHIFT && rows - 1 >> shift >= FEW_ROWS) {
            shift++;
        }
        return new SampleRows(Math.toIntExact(rows), shift);
    }

    /// Answers how many rows are in the sample.
    public int count() {
        return (int) ((long) rows + (1L << shift) - 1 >> shift);
    }

    /// Answers the row at a place of the sample, from 0.
    public int row(int place) {
        long first = (long) place << shift;
        return (int) Math.min(rows - 1, first + (HashKernels.hash(place) & (1L << shift) - 1));
    }
}
