package org.almagest.exec.kernel;

/// Integer keys as digits of an index into a table of groups: 0 stands for NULL, `value - low + 1`
/// for a value. Positions count from 0 to `count`; position `i` is row `rows[i]`, or row `i` itself
/// where the kernel takes no rows.
public final class IndexKernels {
    private IndexKernels() {}

    /// Sets `out` to the least and the greatest of at least one value.
    public static void bounds(int[] values, int count, long[] out) {
        int least = values[0];
        int greatest = values[0];
        for (int i = 0; i < count; i++) {
            least = Math.min(least, values[i]);
            greatest = Math.max(greatest, values[i]);
        }
        out[0] = least;
        out[1] = greatest;
    }

    /// Sets `out` to the least and the greatest of at least one value.
    public static void bounds(int[] values, int[] rows, int count, long[] out) {
        int least = values[rows[0]];
        int greatest = least;
        for (int i = 0; i < count; i++) {
            int value = values[rows[i]];
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        out[0] = least;
        out[1] = greatest;
    }

    /// Sets `out` to the least and the greatest of at least one value.
    public static void bounds(long[] values, int[] rows, int count, long[] out) {
        long least = values[rows[0]];
        long greatest = least;
        for (int i = 0; i < count; i++) {
            long value = values[rows[i]];
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        out[0] = least;
        out[1] = greatest;
    }

    /// Sets `out` to the least and the greatest value that is not NULL; answers whether there is one.
    public static boolean boundsOfValid(int[] values, long[] validity, int[] rows, int count, long[] out) {
        int least = Integer.MAX_VALUE;
        int greatest = Integer.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            boolean valid = (validity[row >>> 6] >>> row & 1) != 0;
            least = Math.min(least, valid ? values[row] : Integer.MAX_VALUE);
            greatest = Math.max(greatest, valid ? values[row] : Integer.MIN_VALUE);
        }
        out[0] = least;
        out[1] = greatest;
        return least <= greatest;
    }

    /// Sets `out` to the least and the greatest value that is not NULL; answers whether there is one.
    public static boolean boundsOfValid(long[] values, long[] validity, int[] rows, int count, long[] out) {
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            boolean valid = (validity[row >>> 6] >>> row & 1) != 0;
            least = Math.min(least, valid ? values[row] : Long.MAX_VALUE);
            greatest = Math.max(greatest, valid ? values[row] : Long.MIN_VALUE);
        }
        out[0] = least;
        out[1] = greatest;
        return least <= greatest;
    }

    /// Sets the index to the digits of values where they are the `first` ones, and appends them otherwise;
    /// answers a negative number where a value lies outside the `size - 1` ones from `low` on, which
    /// are all of 32 bits.
    public static int place(int[] values, int low, int size, boolean first, int[] rows, int count, int[] index) {
        int most = size - 2;
        int outside = 0;
        int factor = first ? 0 : size;
        for (int i = 0; i < count; i++) {
            int digit = values[rows[i]] - low;
            outside |= digit | most - digit;
            index[i] = index[i] * factor + digit + 1;
        }
        return outside;
    }

    /// The same of the rows below `count`.
    public static int place(int[] values, int low, int size, boolean first, int count, int[] index) {
        int most = size - 2;
        int outside = 0;
        int factor = first ? 0 : size;
        for (int i = 0; i < count; i++) {
            int digit = values[i] - low;
            outside |= digit | most - digit;
            index[i] = index[i] * factor + digit + 1;
        }
        return outside;
    }

    /// The same of 64 bits.
    public static long place(long[] values, long low, int size, boolean first, int[] rows, int count, int[] index) {
        long most = size - 2L;
        long outside = 0;
        int factor = first ? 0 : size;
        for (int i = 0; i < count; i++) {
            long digit = values[rows[i]] - low;
            outside |= digit | most - digit;
            index[i] = index[i] * factor + (int) digit + 1;
        }
        return outside;
    }

    /// Appends the digits of values to the index, 0 for NULL.
    public static void appendValid(
            int[] values, long[] validity, int low, int size, int[] rows, int count, int[] index) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int valid = (int) (validity[row >>> 6] >>> row & 1);
            index[i] = index[i] * size + (values[row] - low + 1) * valid;
        }
    }

    /// Appends the digits of values to the index, 0 for NULL.
    public static void appendValid(
            long[] values, long[] validity, long low, int size, int[] rows, int count, int[] index) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int valid = (int) (validity[row >>> 6] >>> row & 1);
            index[i] = index[i] * size + (int) (values[row] - low + 1) * valid;
        }
    }

    /// Appends the digits of values to the index: `index * size + digit`.
    public static void append(int[] values, int low, int size, int count, int[] index) {
        for (int i = 0; i < count; i++) {
            index[i] = index[i] * size + (values[i] - low + 1);
        }
    }

    /// Appends the digits of values to the index.
    public static void append(int[] values, int low, int size, int[] rows, int count, int[] index) {
        for (int i = 0; i < count; i++) {
            index[i] = index[i] * size + (values[rows[i]] - low + 1);
        }
    }

    /// Appends the digits of values to the index.
    public static void append(long[] values, long low, int size, int[] rows, int count, int[] index) {
        for (int i = 0; i < count; i++) {
            index[i] = index[i] * size + (int) (values[rows[i]] - low + 1);
        }
    }

    /// Sets `out[i]` to the number of the code in row `rows[i]`; answers whether none is negative.
    public static boolean map(int[] numberOfCode, int[] codes, int[] rows, int count, int[] out) {
        int sign = 0;
        for (int i = 0; i < count; i++) {
            int number = numberOfCode[codes[rows[i]]];
            out[i] = number;
            sign |= number;
        }
        return sign >= 0;
    }

    /// Sets `out[rows[i]] = groups[index[i]]`; answers whether one of them is negative.
    public static boolean look(int[] groups, int[] index, int[] rows, int count, int[] out) {
        int sign = 0;
        for (int i = 0; i < count; i++) {
            int group = groups[index[i]];
            out[rows[i]] = group;
            sign |= group;
        }
        return sign < 0;
    }

    /// Sets `out[i] = groups[index[i]]`; answers whether one of them is negative.
    public static boolean look(int[] groups, int[] index, int count, int[] out) {
        int sign = 0;
        for (int i = 0; i < count; i++) {
            int group = groups[index[i]];
            out[i] = group;
            sign |= group;
        }
        return sign < 0;
    }

    /// Counts the places at which a group differs from the one before it. Without a branch: nobody can foresee
    /// it where few groups take turns.
    public static int changes(int[] groups, int count) {
        int changes = 0;
        for (int i = 1; i < count; i++) {
            int difference = groups[i] ^ groups[i - 1];
            changes += (difference | -difference) >>> 31;
        }
        return changes;
    }

    /// Sets bit `i` of `out` where value `i` differs from the one before it; other bits stay.
    public static void changes(int[] values, int count, long[] out) {
        for (int word = 0; word << 6 < count; word++) {
            int from = Math.max(1, word << 6);
            int to = Math.min(count, word + 1 << 6);
            long bits = 0;
            for (int i = from; i < to; i++) {
                bits |= (values[i] != values[i - 1] ? 1L : 0L) << i;
            }
            out[word] |= bits;
        }
    }

    /// Sets bit `i` of `out` where value `i` differs from the one before it; other bits stay.
    public static void changes(long[] values, int count, long[] out) {
        for (int word = 0; word << 6 < count; word++) {
            int from = Math.max(1, word << 6);
            int to = Math.min(count, word + 1 << 6);
            long bits = 0;
            for (int i = from; i < to; i++) {
                bits |= (values[i] != values[i - 1] ? 1L : 0L) << i;
            }
            out[word] |= bits;
        }
    }
}
