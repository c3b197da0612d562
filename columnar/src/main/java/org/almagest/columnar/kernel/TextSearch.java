package org.almagest.columnar.kernel;

import java.util.Arrays;

/// Searches all strings of a block at once: their bytes stand one behind the other, so that the
/// search runs over long stretches and only what it finds is looked up by row.
public final class TextSearch {
    private TextSearch() {}

    /// Sets bit `i` of `out` where string `i`, `bytes[offsets[i] .. offsets[i + 1])`, holds the
    /// needle (of at least one byte), and clears the others of whole words.
    public static void contains(byte[] bytes, int[] offsets, int rows, byte[] needle, long[] out) {
        Arrays.fill(out, 0, rows + 63 >>> 6, 0);
        int done = FilterKernels.vectorBlock() ? VectorTextSearch.contains(bytes, offsets, rows, needle, out) : 0;
        scalar(bytes, offsets, rows, needle, done, out);
    }

    /// Goes on from byte `from`; the rows before it are done, but for a needle that starts there.
    static void scalar(byte[] bytes, int[] offsets, int rows, byte[] needle, int from, long[] out) {
        int row = rowOf(offsets, rows, from);
        int at = from;
        while (row < rows) {
            int found = ByteSearch.indexOf(bytes, at, offsets[rows], needle);
            if (found < 0) {
                return;
            }
            while (offsets[row + 1] <= found) {
                row++;
            }
            if (found + needle.length <= offsets[row + 1]) {
                out[row >>> 6] |= 1L << row;
                at = offsets[row + 1];
                row++;
            } else {
                at = found + 1;
            }
        }
    }

    /// Answers the string in which a byte stands, `rows` behind the last.
    private static int rowOf(int[] offsets, int rows, int at) {
        int found = Arrays.binarySearch(offsets, 0, rows + 1, at);
        int row = found >= 0 ? found : -found - 2;
        while (row < rows && offsets[row + 1] <= at) {
            row++;
        }
        return row;
    }
}
