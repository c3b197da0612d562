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

    /// Many rows: a bit for each, in pieces, of which there are those that have rows. Small pieces spare the
    /// collector large arrays, and lookups of rows that lie together the rest of the segment.
    final class Bits implements RowSet {
        /// The words of a piece.
        static final int PIECE_WORDS = 2_048;

        private static final int PIECE_SHIFT = 11;

        private final long[][] pieces;

        /// Makes an empty set of rows of a segment that has so many.
        Bits(long rows) {
            pieces = new long[Math.toIntExact((rows + 64L * PIECE_WORDS - 1) / (64L * PIECE_WORDS))][];
        }

        /// Adds a row; answers whether a piece was made for it.
        boolean add(int row) {
            int word = row >>> 6;
            boolean made = pieces[word >>> PIECE_SHIFT] == null;
            if (made) {
                pieces[word >>> PIECE_SHIFT] = new long[PIECE_WORDS];
            }
            pieces[word >>> PIECE_SHIFT][word & PIECE_WORDS - 1] |= 1L << row;
            return made;
        }

        @Override
        public int nextFrom(int row) {
            int word = row >>> 6;
            long left = at(word) & -1L << row;
            while (left == 0) {
                word++;
                while (word >>> PIECE_SHIFT < pieces.length && pieces[word >>> PIECE_SHIFT] == null) {
                    word = ((word >>> PIECE_SHIFT) + 1) << PIECE_SHIFT;
                }
                if (word >>> PIECE_SHIFT >= pieces.length) {
                    return NONE;
                }
                left = at(word);
            }
            return (word << 6) + Long.numberOfTrailingZeros(left);
        }

        /// Looks at no word beyond the block: the next row may be far away.
        @Override
        public int mark(int first, int rows, long[] mask) {
            int shift = first & 63;
            int from = first >>> 6;
            int marked = 0;
            for (int word = 0; word << 6 < rows; word++) {
                long bits = at(from + word) >>> shift | (shift == 0 ? 0 : at(from + word + 1) << -shift);
                int left = rows - (word << 6);
                bits &= left < Long.SIZE ? (1L << left) - 1 : -1L;
                mask[word] |= bits;
                marked += Long.bitCount(bits);
            }
            return marked;
        }

        private long at(int word) {
            int piece = word >>> PIECE_SHIFT;
            return piece < pieces.length && pieces[piece] != null ? pieces[piece][word & PIECE_WORDS - 1] : 0;
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
