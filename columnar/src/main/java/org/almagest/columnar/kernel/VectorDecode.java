package org.almagest.columnar.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Decode kernels on vectors; [ScalarDecode] says what they compute. On vectors of 512 bits, but
/// for what [NarrowDecode] has for others.
///
/// Unpacking takes one 64-byte load, one byte permute, one variable shift, a mask and an addition
/// per 16 ints or 8 longs, for every width. Lane `j` of a group starts at bit `j * width`, so row
/// `width` of a table names the bytes that its lane needs and the bits to drop. That reaches widths
/// whose value spans at most a lane: 25 bits in 32-bit lanes (7 bits of shift), 57 in 64-bit lanes.
///
/// Kernels load constants inside, from arrays: a vector held in a static field would be boxed in
/// the loop. They stay below some ten vector operations, beyond which the JIT stops inlining them.
final class VectorDecode {
    private static final VectorSpecies<Byte> B256 = ByteVector.SPECIES_256;
    private static final VectorSpecies<Byte> B512 = ByteVector.SPECIES_512;
    private static final VectorSpecies<Integer> I256 = IntVector.SPECIES_256;
    private static final VectorSpecies<Integer> I512 = IntVector.SPECIES_512;
    private static final VectorSpecies<Long> L512 = LongVector.SPECIES_512;
    private static final VectorSpecies<Float> F256 = FloatVector.SPECIES_256;
    private static final VectorSpecies<Double> D512 = DoubleVector.SPECIES_512;
    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;

    private static final int INT_LANES = 16;
    private static final int LONG_LANES = 8;

    /// Widest value in a 32-bit lane.
    static final int MAX_INT_WIDTH = 25;

    private static final int MAX_LONG_WIDTH = 57;

    static final byte[] INT_PERMUTE = permuteTable(INT_LANES, MAX_INT_WIDTH);
    static final byte[] LONG_PERMUTE = permuteTable(LONG_LANES, MAX_LONG_WIDTH);
    static final int[] INT_SHIFT = intShiftTable();
    static final long[] LONG_SHIFT = longShiftTable();

    private VectorDecode() {}

    static void unpackInts(MemorySegment page, long offset, int width, int base, int count, int[] out) {
        if (!VectorWidth.WIDE) {
            NarrowDecode.unpackInts(page, offset, width, base, count, out);
            return;
        }
        ByteVector permute = ByteVector.fromArray(B512, INT_PERMUTE, width * 64);
        IntVector shift = IntVector.fromArray(I512, INT_SHIFT, width * INT_LANES);
        int mask = (1 << width) - 1;
        long from = offset;
        for (int i = 0; i < count; i += INT_LANES, from += 2L * width) {
            permute.selectFrom(ByteVector.fromMemorySegment(B512, page, from, LITTLE))
                    .reinterpretAsInts()
                    .lanewise(VectorOperators.LSHR, shift)
                    .and(mask)
                    .add(base)
                    .intoArray(out, i);
        }
    }

    /// Ints of 26 to 32 bits, through 64-bit lanes.
    static void unpackWideInts(MemorySegment page, long offset, int width, int base, int count, int[] out) {
        if (!VectorWidth.WIDE) {
            ScalarDecode.unpackInts(page, offset, width, base, count, out);
            return;
        }
        ByteVector permute = ByteVector.fromArray(B512, LONG_PERMUTE, width * 64);
        LongVector shift = LongVector.fromArray(L512, LONG_SHIFT, width * LONG_LANES);
        int mask = (int) ((1L << width) - 1);
        long from = offset;
        for (int i = 0; i < count; i += LONG_LANES, from += width) {
            LongVector lanes = permute.selectFrom(ByteVector.fromMemorySegment(B512, page, from, LITTLE))
                    .reinterpretAsLongs()
                    .lanewise(VectorOperators.LSHR, shift);
            ((IntVector) lanes.convertShape(VectorOperators.L2I, I256, 0))
                    .and(mask)
                    .add(base)
                    .intoArray(out, i);
        }
    }

    static void unpackLongs(MemorySegment page, long offset, int width, long base, int count, long[] out) {
        if (!VectorWidth.WIDE) {
            NarrowDecode.unpackLongs(page, offset, width, base, count, out);
            return;
        }
        ByteVector permute = ByteVector.fromArray(B512, LONG_PERMUTE, width * 64);
        LongVector shift = LongVector.fromArray(L512, LONG_SHIFT, width * LONG_LANES);
        long mask = (1L << width) - 1;
        long from = offset;
        for (int i = 0; i < count; i += LONG_LANES, from += width) {
            permute.selectFrom(ByteVector.fromMemorySegment(B512, page, from, LITTLE))
                    .reinterpretAsLongs()
                    .lanewise(VectorOperators.LSHR, shift)
                    .and(mask)
                    .add(base)
                    .intoArray(out, i);
        }
    }

    static void alpDoubles(
            MemorySegment page,
            long offset,
            int width,
            long base,
            double factor,
            double fraction,
            int count,
            double[] out) {
        if (!VectorWidth.WIDE) {
            NarrowDecode.alpDoubles(page, offset, width, base, factor, fraction, count, out);
            return;
        }
        ByteVector permute = ByteVector.fromArray(B512, LONG_PERMUTE, width * 64);
        LongVector shift = LongVector.fromArray(L512, LONG_SHIFT, width * LONG_LANES);
        long mask = (1L << width) - 1;
        long from = offset;
        for (int i = 0; i < count; i += LONG_LANES, from += width) {
            LongVector digits = permute.selectFrom(ByteVector.fromMemorySegment(B512, page, from, LITTLE))
                    .reinterpretAsLongs()
                    .lanewise(VectorOperators.LSHR, shift)
                    .and(mask)
                    .add(base);
            ((DoubleVector) digits.convert(VectorOperators.L2D, 0))
                    .mul(factor)
                    .mul(fraction)
                    .intoArray(out, i);
        }
    }

    static void alpFloats(MemorySegment page, long offset, int width, int base, double scale, int count, float[] out) {
        if (!VectorWidth.WIDE) {
            NarrowDecode.alpFloats(page, offset, width, base, scale, count, out);
            return;
        }
        ByteVector permute = ByteVector.fromArray(B256, INT_PERMUTE, width * 64);
        IntVector shift = IntVector.fromArray(I256, INT_SHIFT, width * INT_LANES);
        int mask = (1 << width) - 1;
        long from = offset;
        for (int i = 0; i < count; i += LONG_LANES, from += width) {
            IntVector digits = permute.selectFrom(ByteVector.fromMemorySegment(B256, page, from, LITTLE))
                    .reinterpretAsInts()
                    .lanewise(VectorOperators.LSHR, shift)
                    .and(mask)
                    .add(base);
            DoubleVector products = ((DoubleVector) digits.convertShape(VectorOperators.I2D, D512, 0)).mul(scale);
            ((FloatVector) products.convertShape(VectorOperators.D2F, F256, 0)).intoArray(out, i);
        }
    }

    // Expansion works in place from the last group down: the values of a group never lie above it.

    static void expandInts(int[] inOut, long[] validity, int rows, int values) {
        int next = values;
        for (int i = rows - 1 & -VectorWidth.INT_LANES; i >= 0; i -= VectorWidth.INT_LANES) {
            long bits = validity[i >>> 6] >>> i & VectorWidth.INT_BITS;
            next -= Long.bitCount(bits);
            VectorMask<Integer> valid = VectorMask.fromLong(VectorWidth.INTS, bits);
            IntVector.fromArray(VectorWidth.INTS, inOut, next).expand(valid).intoArray(inOut, i);
        }
    }

    static void expandLongs(long[] inOut, long[] validity, int rows, int values) {
        int next = values;
        for (int i = rows - 1 & -VectorWidth.LONG_LANES; i >= 0; i -= VectorWidth.LONG_LANES) {
            long bits = validity[i >>> 6] >>> i & VectorWidth.LONG_BITS;
            next -= Long.bitCount(bits);
            VectorMask<Long> valid = VectorMask.fromLong(VectorWidth.LONGS, bits);
            LongVector.fromArray(VectorWidth.LONGS, inOut, next).expand(valid).intoArray(inOut, i);
        }
    }

    static void expandFloats(float[] inOut, long[] validity, int rows, int values) {
        int next = values;
        for (int i = rows - 1 & -VectorWidth.INT_LANES; i >= 0; i -= VectorWidth.INT_LANES) {
            long bits = validity[i >>> 6] >>> i & VectorWidth.INT_BITS;
            next -= Long.bitCount(bits);
            VectorMask<Float> valid = VectorMask.fromLong(VectorWidth.FLOATS, bits);
            FloatVector.fromArray(VectorWidth.FLOATS, inOut, next).expand(valid).intoArray(inOut, i);
        }
    }

    static void expandDoubles(double[] inOut, long[] validity, int rows, int values) {
        int next = values;
        for (int i = rows - 1 & -VectorWidth.LONG_LANES; i >= 0; i -= VectorWidth.LONG_LANES) {
            long bits = validity[i >>> 6] >>> i & VectorWidth.LONG_BITS;
            next -= Long.bitCount(bits);
            VectorMask<Double> valid = VectorMask.fromLong(VectorWidth.DOUBLES, bits);
            DoubleVector.fromArray(VectorWidth.DOUBLES, inOut, next)
                    .expand(valid)
                    .intoArray(inOut, i);
        }
    }

    // A string is one load that reaches back over the room of its prefix, a blend and a store per vector. Short
    // vectors where they do: most unaligned 64-byte stores touch two cache lines.

    static void copyPrefixed(
            MemorySegment page, long prefix, int prefixLength, long suffixes, int[] lengths, int count, byte[] out) {
        if (prefixLength <= 32) {
            copyShortPrefixed(page, prefix, prefixLength, suffixes, lengths, count, out);
        } else if (!VectorWidth.WIDE) {
            ScalarDecode.copyPrefixed(page, prefix, prefixLength, suffixes, lengths, count, out);
        } else {
            copyLongPrefixed(page, prefix, prefixLength, suffixes, lengths, count, out);
        }
    }

    private static void copyShortPrefixed(
            MemorySegment page, long prefix, int prefixLength, long suffixes, int[] lengths, int count, byte[] out) {
        ByteVector shared = ByteVector.fromMemorySegment(B256, page, prefix, LITTLE);
        VectorMask<Byte> inPrefix = B256.indexInRange(0, prefixLength);
        int to = 0;
        long from = suffixes - prefixLength;
        for (int i = 0; i < count; i++) {
            int length = lengths[i];
            ByteVector.fromMemorySegment(B256, page, from, LITTLE)
                    .blend(shared, inPrefix)
                    .intoArray(out, to);
            for (int k = 32; k < length; k += 32) {
                ByteVector.fromMemorySegment(B256, page, from + k, LITTLE).intoArray(out, to + k);
            }
            to += length;
            from += length - prefixLength;
        }
    }

    private static void copyLongPrefixed(
            MemorySegment page, long prefix, int prefixLength, long suffixes, int[] lengths, int count, byte[] out) {
        ByteVector shared = ByteVector.fromMemorySegment(B512, page, prefix, LITTLE);
        VectorMask<Byte> inPrefix = B512.indexInRange(0, prefixLength);
        int to = 0;
        long from = suffixes - prefixLength;
        for (int i = 0; i < count; i++) {
            int length = lengths[i];
            ByteVector.fromMemorySegment(B512, page, from, LITTLE)
                    .blend(shared, inPrefix)
                    .intoArray(out, to);
            for (int k = 64; k < length; k += 64) {
                ByteVector.fromMemorySegment(B512, page, from + k, LITTLE).intoArray(out, to + k);
            }
            to += length;
            from += length - prefixLength;
        }
    }

    /// Row `width`: for each byte of each lane, which of the 64 loaded bytes comes there.
    private static byte[] permuteTable(int lanes, int maxWidth) {
        int laneBytes = 64 / lanes;
        byte[] table = new byte[(maxWidth + 1) * 64];
        for (int width = 0; width <= maxWidth; width++) {
            for (int i = 0; i < 64; i++) {
                int lane = i / laneBytes;
                table[width * 64 + i] = (byte) Math.min(63, (lane * width >>> 3) + i % laneBytes);
            }
        }
        return table;
    }

    private static int[] intShiftTable() {
        int[] table = new int[(MAX_INT_WIDTH + 1) * INT_LANES];
        for (int i = 0; i < table.length; i++) {
            table[i] = i / INT_LANES * (i % INT_LANES) & 7;
        }
        return table;
    }

    private static long[] longShiftTable() {
        long[] table = new long[(MAX_LONG_WIDTH + 1) * LONG_LANES];
        for (int i = 0; i < table.length; i++) {
            table[i] = i / LONG_LANES * (i % LONG_LANES) & 7;
        }
        return table;
    }
}
