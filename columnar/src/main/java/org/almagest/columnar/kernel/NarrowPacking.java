package org.almagest.columnar.kernel;

import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// How packed values are taken apart in vectors of 128 bits, the widest in which bytes are moved freely on
/// machines without 512: four ints or two longs with one load, a byte permute, a shift by lane and a mask.
///
/// Eight values of `w` bits take `w` bytes. Within them, groups of four ints start at two places and groups
/// of two longs at four, some of them in the middle of a byte. A kernel is a loop for each of these phases, over
/// every second or fourth group, so that its permute and shift stay in registers.
///
/// ```text
/// ints of 5 bits     0 1 2 3 | 4 5 6 7 | 8 9 10 11 | ...     eight values in 5 bytes
/// group at bit       0         20        40
/// phase              0         1         0
/// starts at byte     0         2         5                   phase 1 is 4 bits into its byte
/// ```
final class NarrowPacking {
    static final VectorSpecies<Byte> B128 = ByteVector.SPECIES_128;
    static final VectorSpecies<Integer> I128 = IntVector.SPECIES_128;
    static final VectorSpecies<Long> L128 = LongVector.SPECIES_128;

    /// Values of a group, by the width of the lane.
    static final int INTS = 4;

    static final int LONGS = 2;

    /// Values from one group of a phase to the next, which start as many bytes apart as a value has bits.
    static final int STEP = 8;

    static final int INT_PHASES = 2;
    static final int LONG_PHASES = 4;

    static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
    private static final int BYTES = 16;
    private static final int MAX_LONG_WIDTH = 57;

    private static final byte[] INT_PERMUTE = permuteTable(INTS, INT_PHASES, VectorDecode.MAX_INT_WIDTH);
    private static final byte[] LONG_PERMUTE = permuteTable(LONGS, LONG_PHASES, MAX_LONG_WIDTH);
    private static final int[] INT_SHIFT = intShiftTable();
    private static final long[] LONG_SHIFT = longShiftTable();

    private NarrowPacking() {}

    static ByteVector intPermute(int width, int phase) {
        return ByteVector.fromArray(B128, INT_PERMUTE, (width * INT_PHASES + phase) * BYTES);
    }

    static IntVector intShift(int width, int phase) {
        return IntVector.fromArray(I128, INT_SHIFT, (width * INT_PHASES + phase) * INTS);
    }

    /// Answers how many bytes behind the first value the first group of a phase starts.
    static int intStart(int width, int phase) {
        return phase * INTS * width >>> 3;
    }

    static ByteVector longPermute(int width, int phase) {
        return ByteVector.fromArray(B128, LONG_PERMUTE, (width * LONG_PHASES + phase) * BYTES);
    }

    static LongVector longShift(int width, int phase) {
        return LongVector.fromArray(L128, LONG_SHIFT, (width * LONG_PHASES + phase) * LONGS);
    }

    static int longStart(int width, int phase) {
        return phase * LONGS * width >>> 3;
    }

    /// Row of a width and a phase: for each byte of each lane, which of the 16 loaded bytes comes there.
    private static byte[] permuteTable(int lanes, int phases, int maxWidth) {
        int laneBytes = BYTES / lanes;
        byte[] table = new byte[(maxWidth + 1) * phases * BYTES];
        for (int i = 0; i < table.length; i++) {
            int byteOfRow = i % BYTES;
            int start = bitOf(i / BYTES, byteOfRow / laneBytes, lanes, phases);
            table[i] = (byte) Math.min(BYTES - 1, (start >>> 3) + byteOfRow % laneBytes);
        }
        return table;
    }

    private static int[] intShiftTable() {
        int[] table = new int[(VectorDecode.MAX_INT_WIDTH + 1) * INT_PHASES * INTS];
        for (int i = 0; i < table.length; i++) {
            table[i] = bitOf(i / INTS, i % INTS, INTS, INT_PHASES) & 7;
        }
        return table;
    }

    private static long[] longShiftTable() {
        long[] table = new long[(MAX_LONG_WIDTH + 1) * LONG_PHASES * LONGS];
        for (int i = 0; i < table.length; i++) {
            table[i] = bitOf(i / LONGS, i % LONGS, LONGS, LONG_PHASES) & 7;
        }
        return table;
    }

    /// Answers the bit at which a lane starts, counted from the byte in which its group does.
    private static int bitOf(int row, int lane, int lanes, int phases) {
        int width = row / phases;
        int group = row % phases * lanes * width & 7;
        return group + lane * width;
    }
}
