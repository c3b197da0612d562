package org.almagest.columnar.kernel;

import java.util.Arrays;

/// Bitmaps of rows: bit `i % 64` of word `i / 64`.
public final class BitmapKernels {
    private BitmapKernels() {}

    /// Sets bits `from .. from + count`.
    public static void setRange(long[] bitmap, int from, int count) {
        if (count == 0) {
            return;
        }
        int first = from >>> 6;
        int last = from + count - 1 >>> 6;
        long head = -1L << from;
        long tail = -1L >>> -(from + count);
        if (first == last) {
            bitmap[first] |= head & tail;
        } else {
            bitmap[first] |= head;
            Arrays.fill(bitmap, first + 1, last, -1L);
            bitmap[last] |= tail;
        }
    }

    /// Copies `count` bits of `source` from bit `sourceFrom` to clear bits of `target` from bit
    /// `targetFrom` on.
    public static void append(long[] source, int sourceFrom, int count, long[] target, int targetFrom) {
        int done = 0;
        while (done < count) {
            int from = sourceFrom + done;
            int to = targetFrom + done;
            int piece = Math.min(count - done, 64 - Math.max(from & 63, to & 63));
            long bits = source[from >>> 6] >>> from & -1L >>> -piece;
            target[to >>> 6] |= bits << to;
            done += piece;
        }
    }

    /// Copies the bits of the listed rows to clear bits of `target`.
    public static void appendSelected(long[] source, int[] rows, int from, int count, long[] target, int targetFrom) {
        for (int i = 0; i < count; i++) {
            int row = rows[from + i];
            int to = targetFrom + i;
            target[to >>> 6] |= (source[row >>> 6] >>> row & 1) << to;
        }
    }

    /// Counts the set bits of the first `words` words.
    public static int count(long[] bitmap, int words) {
        int count = 0;
        for (int i = 0; i < words; i++) {
            count += Long.bitCount(bitmap[i]);
        }
        return count;
    }

    /// Lists the set bits of the first `words` words, ascending; meant for few.
    public static void list(long[] bitmap, int words, int[] out) {
        int count = 0;
        for (int word = 0; word < words; word++) {
            for (long left = bitmap[word]; left != 0; left &= left - 1) {
                out[count++] = (word << 6) + Long.numberOfTrailingZeros(left);
            }
        }
    }
}
