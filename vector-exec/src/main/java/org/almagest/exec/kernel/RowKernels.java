package org.almagest.exec.kernel;

/// Lists of row numbers.
public final class RowKernels {
    private RowKernels() {}

    /// Makes the list 0, 1, 2 ... of `length` rows.
    public static int[] identity(int length) {
        int[] rows = new int[length];
        for (int i = 0; i < length; i++) {
            rows[i] = i;
        }
        return rows;
    }

    /// Lists the rows below `count` whose validity bit is set; answers how many there are.
    public static int validRows(long[] validity, int count, int[] out) {
        return KernelSwitch.vectorBlock()
                ? VectorSums.validRows(validity, count, out)
                : ScalarSums.validRows(validity, count, out);
    }

    /// Counts the rows below `count` whose validity bit is set.
    public static int countValid(long[] validity, int count) {
        int found = 0;
        int words = count >>> 6;
        for (int w = 0; w < words; w++) {
            found += Long.bitCount(validity[w]);
        }
        int rest = count & 63;
        return rest == 0 ? found : found + Long.bitCount(validity[words] & (1L << rest) - 1);
    }

    /// Sets `out` to the rows that are in both bitmaps of 1,024 rows; answers how many there are.
    public static int intersect(long[] a, long[] b, long[] out) {
        int found = 0;
        for (int w = 0; w < out.length; w++) {
            out[w] = a[w] & b[w];
            found += Long.bitCount(out[w]);
        }
        return found;
    }

    /// Lists those of `rows` whose validity bit is set; answers how many there are.
    public static int validRows(long[] validity, int[] rows, int count, int[] out) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[found] = row;
            found += (int) (validity[row >>> 6] >>> row & 1);
        }
        return found;
    }

    /// Lists those of `rows` whose validity bit is not set; answers how many there are.
    public static int nullRows(long[] validity, int[] rows, int count, int[] out) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[found] = row;
            found += (int) (~(validity[row >>> 6] >>> row) & 1);
        }
        return found;
    }
}
