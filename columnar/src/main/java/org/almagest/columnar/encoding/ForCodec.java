package org.almagest.columnar.encoding;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.almagest.columnar.kernel.DecodeKernels;
import org.almagest.columnar.kernel.PageFilterKernels;

/// Integers as unsigned differences from the block's least value (its frame of reference),
/// bit-packed.
///
/// ```text
/// INT block             LONG block
///  0  i32  base          0  i64  base
///  4  u8   width 0-32    8  u8   width 0-57 or 64
///  5  packed values      9  packed values (BitPacking): value - base
/// ```
///
/// Width 64 means the values themselves, with base 0. Every value lies between `base` and `base +
/// 2^width - 1`, so a block tells its range without being decoded.
final class ForCodec implements PageCodec {
    static final ForCodec INSTANCE = new ForCodec();

    private static final int INT_HEADER_BYTES = 5;
    private static final int LONG_HEADER_BYTES = 9;

    /// Widest value that a 32-bit lane unpacks.
    private static final int MAX_INT_LANE_WIDTH = 25;

    /// Widest packed LONG: one unaligned 8-byte load holds 57 bits at any bit offset.
    private static final int MAX_PACKED_WIDTH = 57;

    private ForCodec() {}

    /// Answers the bytes of a block with these bounds.
    static int blockBytes(ValueKind kind, int count, long min, long max) {
        int header = kind == ValueKind.INT ? INT_HEADER_BYTES : LONG_HEADER_BYTES;
        return header + BitPacking.packedBytes(count, width(min, max));
    }

    private static int width(long min, long max) {
        int width = BitPacking.widthOf(max - min);
        return width > MAX_PACKED_WIDTH ? 64 : width;
    }

    /// Writes `bits[from .. from + count)` as one block; INT values come sign-extended.
    static void encode(ValueKind kind, long[] bits, int from, int count, ByteSink sink) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = from; i < from + count; i++) {
            min = Math.min(min, bits[i]);
            max = Math.max(max, bits[i]);
        }
        int width = width(min, max);
        long base = width == 64 ? 0 : min;
        sink.putLow(base, kind.valueBytes());
        sink.put8(width);
        BitPacking.pack(bits, from, count, base, width, sink);
    }

    @Override
    public boolean supports(ValueKind kind) {
        return kind == ValueKind.INT || kind == ValueKind.LONG;
    }

    @Override
    public void checkBlock(CheckedPage page, int block) {
        if (page.kind == ValueKind.INT) {
            checkIntBlock(page, block);
            return;
        }
        page.require(page.bytesIn(block) >= LONG_HEADER_BYTES, "block of %d bytes", page.bytesIn(block), "9 or more");
        int width = page.u8(page.start(block) + 8);
        page.require(width <= MAX_PACKED_WIDTH || width == 64, "width %d", width, "0 to 57 or 64");
        requireRoom(page, block, LONG_HEADER_BYTES, width);
    }

    /// Checks a block of packed ints, be they values or codes.
    static void checkIntBlock(CheckedPage page, int block) {
        page.require(page.bytesIn(block) >= INT_HEADER_BYTES, "block of %d bytes", page.bytesIn(block), "5 or more");
        int width = page.u8(page.start(block) + 4);
        page.require(width <= 32, "width %d", width, "0 to 32");
        requireRoom(page, block, INT_HEADER_BYTES, width);
    }

    private static void requireRoom(CheckedPage page, int block, int headerBytes, int width) {
        int needed = headerBytes + BitPacking.packedBytes(page.valuesIn(block), width);
        page.require(page.bytesIn(block) >= needed, "block of %d bytes", page.bytesIn(block), "at least %d", needed);
    }

    @Override
    public void ints(CheckedPage page, int block, int count, int[] out) {
        decodeInts(page, block, count, out);
    }

    /// Decodes a block of packed ints, be they values or codes.
    static void decodeInts(CheckedPage page, int block, int count, int[] out) {
        long at = page.start(block);
        DecodeKernels.unpackInts(page.bytes, at + INT_HEADER_BYTES, page.u8(at + 4), page.i32(at), count, out);
    }

    @Override
    public void longs(CheckedPage page, int block, int count, long[] out) {
        long at = page.start(block);
        int width = page.u8(at + 8);
        if (width == 64) {
            MemorySegment.copy(page.bytes, PageFormat.I64, at + LONG_HEADER_BYTES, out, 0, count);
        } else {
            DecodeKernels.unpackLongs(page.bytes, at + LONG_HEADER_BYTES, width, page.i64(at), count, out);
        }
    }

    @Override
    public boolean range(CheckedPage page, int block, int count, long low, long high, long[] out) {
        if (page.kind == ValueKind.INT) {
            return rangeOfInts(page, block, count, low, high, out);
        }
        long at = page.start(block);
        int width = page.u8(at + 8);
        if (width > MAX_PACKED_WIDTH) {
            return false;
        }
        range(page, at + LONG_HEADER_BYTES, width, page.i64(at), count, low, high, out);
        return true;
    }

    /// Compares a block of packed ints, be they values or codes.
    static boolean rangeOfInts(CheckedPage page, int block, int count, long low, long high, long[] out) {
        long at = page.start(block);
        int width = page.u8(at + 4);
        if (width > MAX_INT_LANE_WIDTH) {
            return false;
        }
        range(page, at + INT_HEADER_BYTES, width, page.i32(at), count, low, high, out);
        return true;
    }

    /// Compares packed values plus `base` without adding it.
    static void range(CheckedPage page, long at, int width, long base, int count, long low, long high, long[] out) {
        long most = (1L << width) - 1;
        // Distances from the base: what lies below it is 0, what overflows lies beyond `most`.
        long from = low <= base ? 0 : low - base;
        long to = high < base ? -1 : Math.min(high - base < 0 ? most : high - base, most);
        if (from < 0 || from > to) {
            Arrays.fill(out, 0, count + 63 >>> 6, 0);
        } else if (width <= MAX_INT_LANE_WIDTH) {
            PageFilterKernels.rangePackedInts(page.bytes, at, width, (int) from, (int) (to - from), count, out);
        } else {
            PageFilterKernels.rangePackedLongs(page.bytes, at, width, from, to - from, count, out);
        }
    }

    @Override
    public int touch(CheckedPage page, int block, int ordinal) {
        if (page.kind == ValueKind.INT) {
            return touchInt(page, block, ordinal);
        }
        long at = page.start(block);
        return touchPacked(page, at + LONG_HEADER_BYTES, page.u8(at + 8), ordinal);
    }

    /// As [#touch], in a block of packed ints, be they values or codes.
    static int touchInt(CheckedPage page, int block, int ordinal) {
        long at = page.start(block);
        return touchPacked(page, at + INT_HEADER_BYTES, page.u8(at + 4), ordinal);
    }

    /// As [#touch], where packed values of a width start at `at`.
    static int touchPacked(CheckedPage page, long at, int width, int ordinal) {
        return page.u8(at + (ordinal * width >>> 3));
    }

    @Override
    public int intAt(CheckedPage page, int block, int ordinal) {
        return decodeIntAt(page, block, ordinal);
    }

    static int decodeIntAt(CheckedPage page, int block, int ordinal) {
        long at = page.start(block);
        return page.i32(at) + (int) packedAt(page, at + INT_HEADER_BYTES, page.u8(at + 4), ordinal);
    }

    @Override
    public long longAt(CheckedPage page, int block, int ordinal) {
        long at = page.start(block);
        int width = page.u8(at + 8);
        return width == 64
                ? page.i64(at + LONG_HEADER_BYTES + ordinal * 8L)
                : page.i64(at) + packedAt(page, at + LONG_HEADER_BYTES, width, ordinal);
    }

    /// Reads one packed value of at most 57 bits.
    static long packedAt(CheckedPage page, long at, int width, int ordinal) {
        int bit = ordinal * width;
        return page.i64(at + (bit >>> 3)) >>> (bit & 7) & (1L << width) - 1;
    }

    @Override
    public boolean hasBounds(CheckedPage page) {
        return true;
    }

    /// Answers a bound that no value of the block falls below; width 64 bounds nothing.
    @Override
    public long least(CheckedPage page, int block) {
        long at = page.start(block);
        if (page.kind == ValueKind.INT) {
            return page.i32(at);
        }
        return page.u8(at + 8) == 64 ? Long.MIN_VALUE : page.i64(at);
    }

    /// Answers a bound that no value of the block exceeds.
    @Override
    public long greatest(CheckedPage page, int block) {
        long at = page.start(block);
        if (page.kind == ValueKind.INT) {
            return Math.min(Integer.MAX_VALUE, page.i32(at) + (1L << page.u8(at + 4)) - 1);
        }
        int width = page.u8(at + 8);
        long bound = width == 64 ? Long.MAX_VALUE : page.i64(at) + (1L << width) - 1;
        return bound < page.i64(at) ? Long.MAX_VALUE : bound;
    }

    /// Answers a bound that no code of a block of packed ints exceeds; negative values count as
    /// huge.
    static long greatestCode(CheckedPage page, int block) {
        long at = page.start(block);
        return (page.i32(at) & 0xFFFF_FFFFL) + (1L << page.u8(at + 4)) - 1;
    }
}
