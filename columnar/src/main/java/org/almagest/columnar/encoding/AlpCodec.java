package org.almagest.columnar.encoding;

import java.lang.foreign.MemorySegment;
import org.almagest.columnar.kernel.DecodeKernels;

/// Reads blocks of [AlpFormat]: one pass unpacks, converts and multiplies, then the exceptions are
/// patched.
final class AlpCodec implements PageCodec {
    static final AlpCodec INSTANCE = new AlpCodec();

    private AlpCodec() {}

    @Override
    public boolean supports(ValueKind kind) {
        return kind == ValueKind.DOUBLE || kind == ValueKind.FLOAT;
    }

    @Override
    public void checkBlock(CheckedPage page, int block) {
        ValueKind kind = page.kind;
        int count = page.valuesIn(block);
        int header = AlpFormat.headerBytes(kind);
        page.require(page.bytesIn(block) >= header, "block of %d bytes", page.bytesIn(block), "at least %d", header);
        long at = page.start(block);
        int exponent = page.u8(at);
        long needed;
        if (exponent == AlpFormat.RAW) {
            needed = AlpFormat.RAW_VALUES_AT + (long) count * kind.valueBytes();
        } else {
            int factor = page.u8(at + AlpFormat.FACTOR_AT);
            int width = page.u8(at + AlpFormat.WIDTH_AT);
            int exceptions = page.u16(at + AlpFormat.EXCEPTIONS_AT);
            page.require(exponent <= AlpFormat.maxExponent(kind), "exponent %d", exponent, "one of this kind");
            page.require(factor <= exponent, "factor %d", factor, "at most the exponent %d", exponent);
            page.require(width <= AlpFormat.maxWidth(kind), "width %d", width, "at most %d", AlpFormat.maxWidth(kind));
            page.require(exceptions <= count, "%d exceptions", exceptions, "at most %d", count);
            needed = exceptionsAt(page, block) - at + exceptions * (2L + kind.valueBytes());
        }
        page.require(page.bytesIn(block) >= needed, "block of %d bytes", page.bytesIn(block), "at least %d", needed);
    }

    private static long exceptionsAt(CheckedPage page, int block) {
        long at = page.start(block);
        int packed = BitPacking.packedBytes(page.valuesIn(block), page.u8(at + AlpFormat.WIDTH_AT));
        return at + AlpFormat.headerBytes(page.kind) + packed;
    }

    private static int ordinal(CheckedPage page, long at, int count) {
        int ordinal = page.u16(at);
        page.require(ordinal < count, "exception at value %d", ordinal, "below %d", count);
        return ordinal;
    }

    @Override
    public long plainOffset(CheckedPage page, int block) {
        long at = page.start(block);
        return page.u8(at) == AlpFormat.RAW ? at + AlpFormat.RAW_VALUES_AT : -1;
    }

    @Override
    public void doubles(CheckedPage page, int block, int count, double[] out) {
        long at = page.start(block);
        int exponent = page.u8(at);
        if (exponent == AlpFormat.RAW) {
            MemorySegment.copy(page.bytes, PageFormat.F64, at + AlpFormat.RAW_VALUES_AT, out, 0, count);
            return;
        }
        DecodeKernels.alpDoubles(
                page.bytes,
                at + AlpFormat.headerBytes(ValueKind.DOUBLE),
                page.u8(at + AlpFormat.WIDTH_AT),
                page.i64(at + AlpFormat.BASE_AT),
                AlpFormat.POWER[page.u8(at + AlpFormat.FACTOR_AT)],
                AlpFormat.INVERSE[exponent],
                count,
                out);
        int exceptions = page.u16(at + AlpFormat.EXCEPTIONS_AT);
        long positions = exceptionsAt(page, block);
        long values = positions + 2L * exceptions;
        for (int i = 0; i < exceptions; i++) {
            out[ordinal(page, positions + 2L * i, count)] = page.bytes.get(PageFormat.F64, values + 8L * i);
        }
    }

    @Override
    public void floats(CheckedPage page, int block, int count, float[] out) {
        long at = page.start(block);
        int exponent = page.u8(at);
        if (exponent == AlpFormat.RAW) {
            MemorySegment.copy(page.bytes, PageFormat.F32, at + AlpFormat.RAW_VALUES_AT, out, 0, count);
            return;
        }
        DecodeKernels.alpFloats(
                page.bytes,
                at + AlpFormat.headerBytes(ValueKind.FLOAT),
                page.u8(at + AlpFormat.WIDTH_AT),
                page.i32(at + AlpFormat.BASE_AT),
                AlpFormat.FLOAT_POWER[page.u8(at + AlpFormat.FACTOR_AT)],
                AlpFormat.FLOAT_INVERSE[exponent],
                count,
                out);
        int exceptions = page.u16(at + AlpFormat.EXCEPTIONS_AT);
        long positions = exceptionsAt(page, block);
        long values = positions + 2L * exceptions;
        for (int i = 0; i < exceptions; i++) {
            out[ordinal(page, positions + 2L * i, count)] = page.bytes.get(PageFormat.F32, values + 4L * i);
        }
    }

    /// Compares digits: a value grows with its digits, so a range of values is a range of digits.
    @Override
    public boolean range(CheckedPage page, int block, int count, double low, double high, long[] out) {
        long at = page.start(block);
        int exponent = page.u8(at);
        if (exponent == AlpFormat.RAW) {
            PlainCodec.range(page, at + AlpFormat.RAW_VALUES_AT, count, low, high, out);
            return true;
        }
        int factor = page.u8(at + AlpFormat.FACTOR_AT);
        int width = page.u8(at + AlpFormat.WIDTH_AT);
        long base = page.kind == ValueKind.DOUBLE ? page.i64(at + AlpFormat.BASE_AT) : page.i32(at + AlpFormat.BASE_AT);
        DigitRange digits = page.digitRange();
        digits.find(page.kind, exponent, factor, low, high);
        long packed = at + AlpFormat.headerBytes(page.kind);
        ForCodec.range(page, packed, width, base, count, digits.first(), digits.last(), out);
        patch(page, block, count, low, high, out);
        return true;
    }

    private static void patch(CheckedPage page, int block, int count, double low, double high, long[] out) {
        int exceptions = page.u16(page.start(block) + AlpFormat.EXCEPTIONS_AT);
        long positions = exceptionsAt(page, block);
        long values = positions + 2L * exceptions;
        for (int i = 0; i < exceptions; i++) {
            int ordinal = ordinal(page, positions + 2L * i, count);
            double value = page.kind == ValueKind.DOUBLE
                    ? page.bytes.get(PageFormat.F64, values + 8L * i)
                    : page.bytes.get(PageFormat.F32, values + 4L * i);
            long bit = 1L << ordinal;
            boolean inside = value >= low && value <= high;
            out[ordinal >>> 6] = inside ? out[ordinal >>> 6] | bit : out[ordinal >>> 6] & ~bit;
        }
    }

    @Override
    public double doubleAt(CheckedPage page, int block, int ordinal) {
        return Double.longBitsToDouble(bitsAt(page, block, ordinal));
    }

    @Override
    public float floatAt(CheckedPage page, int block, int ordinal) {
        return Float.intBitsToFloat((int) bitsAt(page, block, ordinal));
    }

    private static long bitsAt(CheckedPage page, int block, int ordinal) {
        long at = page.start(block);
        ValueKind kind = page.kind;
        int exponent = page.u8(at);
        if (exponent == AlpFormat.RAW) {
            return plainAt(page, at + AlpFormat.RAW_VALUES_AT, ordinal);
        }
        int exceptions = page.u16(at + AlpFormat.EXCEPTIONS_AT);
        long positions = exceptionsAt(page, block);
        int found = page.searchU16(positions, exceptions, ordinal);
        if (found >= 0) {
            return plainAt(page, positions + 2L * exceptions, found);
        }
        long packedAt = at + AlpFormat.headerBytes(kind);
        long packed = ForCodec.packedAt(page, packedAt, page.u8(at + AlpFormat.WIDTH_AT), ordinal);
        long base = kind == ValueKind.DOUBLE ? page.i64(at + AlpFormat.BASE_AT) : page.i32(at + AlpFormat.BASE_AT);
        return AlpFormat.valueBits(kind, base + packed, exponent, page.u8(at + AlpFormat.FACTOR_AT));
    }

    private static long plainAt(CheckedPage page, long at, int index) {
        return page.kind == ValueKind.DOUBLE ? page.i64(at + 8L * index) : page.i32(at + 4L * index);
    }
}
