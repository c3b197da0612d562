package org.almagest.columnar.kernel;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;

/// The search of [TextSearch] on vectors: 64 or 32 places at a time, of which those count whose
/// byte is the needle's first and whose byte `length - 1` further is its last.
final class VectorTextSearch {
    private static final int LANES = VectorWidth.BYTES.length();

    private VectorTextSearch() {}

    /// Sets the bits of rows that hold the needle, as far as whole vectors reach; answers the byte
    /// at which the rest starts.
    static int contains(byte[] bytes, int[] offsets, int rows, byte[] needle, long[] out) {
        int length = needle.length;
        byte first = needle[0];
        byte last = needle[length - 1];
        int stop = offsets[rows] - length - LANES + 1;
        int row = 0;
        int at = 0;
        for (; at <= stop; at += LANES) {
            long hits = ByteVector.fromArray(VectorWidth.BYTES, bytes, at)
                    .compare(VectorOperators.EQ, first)
                    .and(ByteVector.fromArray(VectorWidth.BYTES, bytes, at + length - 1)
                            .compare(VectorOperators.EQ, last))
                    .toLong();
            while (hits != 0) {
                int place = at + Long.numberOfTrailingZeros(hits);
                hits &= hits - 1;
                while (offsets[row + 1] <= place) {
                    row++;
                }
                boolean inside = place + length <= offsets[row + 1];
                if (inside && (length <= 2 || Arrays.equals(bytes, place, place + length, needle, 0, length))) {
                    out[row >>> 6] |= 1L << row;
                    int next = offsets[row + 1] - at;
                    hits = next >= LANES ? 0 : hits & -1L << next;
                }
            }
        }
        return at;
    }
}
