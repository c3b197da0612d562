package org.almagest.columnar.kernel;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// Bits of a bitmap as whole lanes, all ones or zero, for machines without registers of masks: a row of
/// a table, which costs one load.
public final class LaneMasks {
    private static final VectorSpecies<Integer> I128 = IntVector.SPECIES_128;
    private static final VectorSpecies<Long> L128 = LongVector.SPECIES_128;
    private static final VectorSpecies<Long> L256 = LongVector.SPECIES_256;
    private static final int[] INTS = intTable();
    private static final long[] LONGS = longTable();

    private LaneMasks() {}

    /// Answers bits `i .. i + 4`, where `i` is a multiple of 4, as ints.
    static IntVector ints(long[] bits, int i) {
        return IntVector.fromArray(I128, INTS, ((int) (bits[i >>> 6] >>> i) & 15) * 4);
    }

    /// Answers bits `i` and `i + 1`, where `i` is even, as longs.
    static LongVector longs(long[] bits, int i) {
        return LongVector.fromArray(L128, LONGS, ((int) (bits[i >>> 6] >>> i) & 3) * 4);
    }

    /// Answers bits `i .. i + 4`, where `i` is a multiple of 4, as longs.
    public static LongVector longsOfFour(long[] bits, int i) {
        return longsOfFour(bits[i >>> 6] >>> i);
    }

    /// Answers the lowest four bits, as longs.
    public static LongVector longsOfFour(long bits) {
        return LongVector.fromArray(L256, LONGS, ((int) bits & 15) * 4);
    }

    private static int[] intTable() {
        int[] table = new int[16 * 4];
        for (int i = 0; i < table.length; i++) {
            table[i] = -(i / 4 >>> i % 4 & 1);
        }
        return table;
    }

    private static long[] longTable() {
        long[] table = new long[16 * 4];
        for (int i = 0; i < table.length; i++) {
            table[i] = -(i / 4 >>> i % 4 & 1);
        }
        return table;
    }
}
