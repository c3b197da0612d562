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
        int found = 0;
        for (int base = 0; base < count; base += 64) {
            long word = validity[base >>> 6];
            int end = Math.min(64, count - base);
            if (end < 64) {
                word &= (1L << end) - 1;
            }
            if (word == -1L) {
                for (int i = 0; i < 64; i++) {
                    out[found + i] = base + i;
                }
                found += 64;
            } else {
                while (word != 0) {
                    out[found++] = base + Long.numberOfTrailingZeros(word);
                    word &= word - 1;
                }
            }
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
