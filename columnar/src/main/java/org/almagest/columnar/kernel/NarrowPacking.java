package org.almagest.columnar.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Takes packed values apart in vectors of 128 bits, the widest in which bytes are moved freely on
/// machines without 512: four ints or two longs with one load, a byte permute, a shift by lane and a mask.
///
/// Four ints of `w` bits start at bit `4 i w`, every other time in the middle of a byte, two longs at one
/// of four places in a byte: there is a row of the tables for each width and each of these phases.
///
/// ```text
/// group   0          1          2          3              ints of 5 bits: 20 bits a group
/// bit     0          20         40         60
/// byte    0          2          5          7
/// phase   0 (+ 0)    1 (+ 4)    0 (+ 0)    1 (+ 4)
/// ```
final class NarrowPacking {
    static final VectorSpecies<Byte> B128 = ByteVector.SPECIES_128;
    static final VectorSpecies<Integer> I128 = IntVector.SPECIES_128;
    static final VectorSpecies<Long> L128 = LongVector.SPECIES_128;

    /// Values of a group, by the width of the lane.
    static final int INTS = 4;

    static final int LONGS = 2;

    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
    private static final int BYTES = 16;
    private static final int MAX_LONG_WIDTH = 57;
    private static final int INT_PHASES = 2;
    private static final int LONG_PHASES = 4;

    private static final byte[] INT_PERMUTE = permuteTable(INTS, INT_PHASES, VectorDecode.MAX_INT_WIDTH);
    private static final byte[] LONG_PERMUTE = permuteTable(LONGS, LONG_PHASES, MAX_LONG_WIDTH);
    private static final int[] INT_SHIFT = intShiftTable();
    private static final long[] LONG_SHIFT = longShiftTable();

    private NarrowPacking() {}

    /// Answers values `i .. i + 4` of `width` bits, at most 25, with whatever bits stand above them; `i`
    /// is a multiple of 4.
    static IntVector ints(MemorySegment page, long offset, int width, int i) {
        int row = width * INT_PHASES + (i >>> 2 & 1);
        return ByteVector.fromArray(B128, INT_PERMUTE, row * BYTES)
                .selectFrom(ByteVector.fromMemorySegment(B128, page, offset + (i * width >>> 3), LITTLE))
                .reinterpretAsInts()
                .lanewise(VectorOperators.LSHR, IntVector.fromArray(I128, INT_SHIFT, row * INTS));
    }

    /// Answers values `i` and `i + 1` of `width` bits, at most 57, with whatever bits stand above them;
    /// `i` is even.
    static LongVector longs(MemorySegment page, long offset, int width, int i) {
        int row = width * LONG_PHASES + (i >>> 1 & 3);
        return ByteVector.fromArray(B128, LONG_PERMUTE, row * BYTES)
                .selectFrom(ByteVector.fromMemorySegment(B128, page, offset + (i * width >>> 3), LITTLE))
                .reinterpretAsLongs()
                .lanewise(VectorOperators.LSHR, LongVector.fromArray(L128, LONG_SHIFT, row * LONGS));
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
