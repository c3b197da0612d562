package org.almagest.columnar.segment;

import java.util.Arrays;
import org.almagest.columnar.kernel.BitmapKernels;

/// Rows of a segment, by their places in it. Immutable once it is made.
sealed interface RowSet {
    /// The answer where there is no row.
    int NONE = Integer.MAX_VALUE;

    /// Answers the first row of the set from `row` on, or `NONE`.
    int nextFrom(int row);

    /// Sets bit `i` of a cleared mask where row `first + i` is in the set, for `i` below `rows`, and
    /// answers how many there are.
    int mark(int first, int rows, long[] mask);

    /// Few rows: their places in ascending order, each once.
    record Listed(int[] rows, int count) implements RowSet {
        @Override
        public int nextFrom(int row) {
            int at = place(row);
            return at < count ? rows[at] : NONE;
        }

        private int place(int row) {
            int at = Arrays.binarySearch(rows, 0, count, row);
            return at < 0 ? -at - 1 : at;
        }

        @Override
        public int mark(int first, int span, long[] mask) {
            int marked = 0;
            for (int at = place(first); at < count && rows[at] - first < span; at++) {
                int bit = rows[at] - first;
                mask[bit >>> 6] |= 1L << bit;
                marked++;
            }
            return marked;
        }
    }

    /// Many rows: a bit for each of the segment.
    record Bits(long[] words) implements RowSet {
        @Override
        public int nextFrom(int row) {
            int word = row >>> 6;
            if (word >= words.length) {
                return NONE;
            }
            long left = words[word] & -1L << row;
            while (left == 0) {
                if (++word == words.length) {
                    return NONE;
                }
                left = words[word];
            }
            return (word << 6) + Long.numberOfTrailingZeros(left);
        }

        @Override
        public int mark(int first, int rows, long[] mask) {
            int marked = 0;
            for (int row = nextFrom(first); row - first < rows && row != NONE; row = nextFrom(row + 1)) {
                mask[row - first >>> 6] |= 1L << row - first;
                marked++;
            }
            return marked;
        }
    }

    /// Rows from one place to before another.
    record Span(int from, int to) implements RowSet {
        @Override
        public int nextFrom(int row) {
            int next = Math.max(row, from);
            return next < to ? next : NONE;
        }

        @Override
        public int mark(int first, int rows, long[] mask) {
            int low = Math.max(from, first) - first;
            int high = Math.min(to - first, rows);
            if (low >= high) {
                return 0;
            }
            BitmapKernels.setRange(mask, low, high - low);
            return high - low;
        }
    }

    /// Several spans, ascending and disjoint.
    record Spans(Span[] spans) implements RowSet {
        @Override
        public int nextFrom(int row) {
            int low = 0;
            int high = spans.length;
            while (low < high) {
                int middle = low + high >>> 1;
                if (spans[middle].to() <= row) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low < spans.length ? spans[low].nextFrom(row) : NONE;
        }

        @Override
        public int mark(int first, int rows, long[] mask) {
            int marked = 0;
            for (Span span : spans) {
                marked += span.to() > first && span.from() < first + rows ? span.mark(first, rows, mask) : 0;
            }
            return marked;
        }
    }
}
