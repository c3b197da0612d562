package org.almagest.columnar.encoding;

import java.lang.foreign.MemorySegment;
import org.almagest.columnar.kernel.BitmapKernels;
import org.almagest.columnar.kernel.DecodeKernels;
import org.almagest.columnar.kernel.PageSumKernels;

/// Reads blocks of [AlpFormat]: one pass unpacks, converts and multiplies, then the exceptions are
/// patched.
final class AlpCodec implements PageCodec {
    static final AlpCodec INSTANCE = new AlpCodec();

    /// 1,024 bases below this fit into a `long`, and so do they with as many packed values.
    private static final long MOST_SUMMED_BASE = 1L << 51;

    /// Up to so many values are picked one by one: less than a pass over all of them takes.
    private static final int FEW_SUMMED = 24;

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
        long head = page.i64(page.start(block));
        int exponent = AlpFormat.exponent(head);
        long needed;
        if (exponent == AlpFormat.RAW) {
            needed = AlpFormat.RAW_VALUES_AT + (long) count * kind.valueBytes();
        } else {
            int factor = AlpFormat.factor(head);
            int width = AlpFormat.width(head);
            int exceptions = AlpFormat.exceptions(head);
            int form = AlpFormat.form(head);
            page.require(exponent <= AlpFormat.maxExponent(kind), "exponent %d", exponent, "one of this kind");
            page.require(form <= AlpFormat.form(kind), "block form %d", form, "at most %d", AlpFormat.form(kind));
            page.require(factor <= exponent, "factor %d", factor, "at most the exponent %d", exponent);
            page.require(width <= AlpFormat.maxWidth(kind), "width %d", width, "at most %d", AlpFormat.maxWidth(kind));
            page.require(exceptions <= count, "%d exceptions", exceptions, "at most %d", count);
            needed = header + BitPacking.packedBytes(count, width) + exceptions * (2L + kind.valueBytes());
        }
        page.require(page.bytesIn(block) >= needed, "block of %d bytes", page.bytesIn(block), "at least %d", needed);
    }

    /// Answers where the ordinals of the exceptions start; their values stand behind these.
    private static long exceptionsAt(CheckedPage page, int block, long head) {
        int packed = BitPacking.packedBytes(page.valuesIn(block), AlpFormat.width(head));
        return page.start(block) + AlpFormat.headerBytes(page.kind) + packed;
    }

    private static int ordinal(CheckedPage page, long at, int count) {
        int ordinal = page.u16(at);
        page.require(ordinal < count, "exception at value %d", ordinal, "below %d", count);
        return ordinal;
    }

    private static boolean isOfThisForm(CheckedPage page, long head) {
        return AlpFormat.form(head) == AlpFormat.form(page.kind);
    }

    private static long base(CheckedPage page, long at) {
        return page.kind == ValueKind.DOUBLE ? page.i64(at + AlpFormat.BASE_AT) : page.i32(at + AlpFormat.BASE_AT);
    }

    @Override
    public long plainOffset(CheckedPage page, int block) {
        long at = page.start(block);
        return page.u8(at) == AlpFormat.RAW ? at + AlpFormat.RAW_VALUES_AT : -1;
    }

    @Override
    public void doubles(CheckedPage page, int block, int count, double[] out) {
        long at = page.start(block);
        long head = page.i64(at);
        int exponent = AlpFormat.exponent(head);
        if (exponent == AlpFormat.RAW) {
            MemorySegment.copy(page.bytes, PageFormat.F64, at + AlpFormat.RAW_VALUES_AT, out, 0, count);
            return;
        }
        DecodeKernels.alpDoubles(
                page.bytes,
                at + AlpFormat.headerBytes(ValueKind.DOUBLE),
                AlpFormat.width(head),
                page.i64(at + AlpFormat.BASE_AT),
                AlpFormat.POWER[AlpFormat.factor(head)],
                AlpFormat.INVERSE[exponent],
                count,
                out);
        int exceptions = AlpFormat.exceptions(head);
        long positions = exceptionsAt(page, block, head);
        long values = positions + 2L * exceptions;
        for (int i = 0; i < exceptions; i++) {
            out[ordinal(page, positions + 2L * i, count)] = page.bytes.get(PageFormat.F64, values + 8L * i);
        }
    }

    @Override
    public void floats(CheckedPage page, int block, int count, float[] out) {
        long at = page.start(block);
        long head = page.i64(at);
        int exponent = AlpFormat.exponent(head);
        if (exponent == AlpFormat.RAW) {
            MemorySegment.copy(page.bytes, PageFormat.F32, at + AlpFormat.RAW_VALUES_AT, out, 0, count);
            return;
        }
        int factor = AlpFormat.factor(head);
        int width = AlpFormat.width(head);
        int base = page.i32(at + AlpFormat.BASE_AT);
        long packed = at + AlpFormat.headerBytes(ValueKind.FLOAT);
        if (AlpFormat.form(head) == AlpFormat.FORM_DOUBLES) {
            DecodeKernels.alpFloats(page.bytes, packed, width, base, AlpFormat.scale(exponent, factor), count, out);
        } else {
            int[] digits = page.scratch();
            DecodeKernels.unpackInts(page.bytes, packed, width, base, count, digits);
            for (int i = 0; i < count; i++) {
                out[i] = AlpFormat.floatOfFloats(digits[i], exponent, factor);
            }
        }
        int exceptions = AlpFormat.exceptions(head);
        long positions = exceptionsAt(page, block, head);
        long values = positions + 2L * exceptions;
        for (int i = 0; i < exceptions; i++) {
            out[ordinal(page, positions + 2L * i, count)] = page.bytes.get(PageFormat.F32, values + 4L * i);
        }
    }

    /// Compares digits: a value grows with its digits, so a range of values is a range of digits.
    @Override
    public boolean range(CheckedPage page, int block, int count, double low, double high, long[] out) {
        long at = page.start(block);
        long head = page.i64(at);
        int exponent = AlpFormat.exponent(head);
        if (exponent == AlpFormat.RAW) {
            PlainCodec.range(page, at + AlpFormat.RAW_VALUES_AT, count, low, high, out);
            return true;
        }
        if (!isOfThisForm(page, head)) {
            return false;
        }
        DigitRange digits = page.digitRange();
        digits.find(page.kind, exponent, AlpFormat.factor(head), low, high);
        long packed = at + AlpFormat.headerBytes(page.kind);
        ForCodec.range(page, packed, AlpFormat.width(head), base(page, at), count, digits.first(), digits.last(), out);
        patch(page, block, head, low, high, out);
        return true;
    }

    private static void patch(CheckedPage page, int block, long head, double low, double high, long[] out) {
        int exceptions = AlpFormat.exceptions(head);
        long positions = exceptionsAt(page, block, head);
        long values = positions + 2L * exceptions;
        for (int i = 0; i < exceptions; i++) {
            int ordinal = ordinal(page, positions + 2L * i, page.valuesIn(block));
            double value = exception(page, values, i);
            long bit = 1L << ordinal;
            boolean inside = value >= low && value <= high;
            out[ordinal >>> 6] = inside ? out[ordinal >>> 6] | bit : out[ordinal >>> 6] & ~bit;
        }
    }

    /// Sums digits, which is exact, and multiplies once; the digits of a FLOAT are made floats first,
    /// because these are the values. Exceptions are added as they are.
    @Override
    public boolean sum(CheckedPage page, int block, int count, long[] bits, double[] out) {
        long at = page.start(block);
        long head = page.i64(at);
        int exponent = AlpFormat.exponent(head);
        int width = AlpFormat.width(head);
        long base = base(page, at);
        if (exponent == AlpFormat.RAW || !isOfThisForm(page, head)) {
            return false;
        }
        boolean fits = width <= PageSumKernels.MAX_SUM_WIDTH && base < MOST_SUMMED_BASE && base > -MOST_SUMMED_BASE;
        if (!fits) {
            return false;
        }
        out[0] = 0;
        long[] digits = bits;
        if (AlpFormat.exceptions(head) > 0) {
            digits = page.bitScratch();
            System.arraycopy(bits, 0, digits, 0, PageFormat.BLOCK_WORDS);
            addExceptions(page, block, head, digits, out);
        }
        int factor = AlpFormat.factor(head);
        long packed = at + AlpFormat.headerBytes(page.kind);
        int chosen = BitmapKernels.count(digits, PageFormat.BLOCK_WORDS);
        if (chosen <= FEW_SUMMED) {
            out[0] += sumOfFew(page, packed, head, base, digits);
        } else if (page.kind == ValueKind.DOUBLE) {
            long sum = PageSumKernels.sumPacked(page.bytes, packed, width, count, digits) + base * chosen;
            out[0] += AlpFormat.doubleOf(sum, exponent, factor);
        } else {
            int[] unpacked = page.scratch();
            DecodeKernels.unpackInts(page.bytes, packed, width, (int) base, count, unpacked);
            out[0] += PageSumKernels.sumAlpFloats(unpacked, AlpFormat.scale(exponent, factor), count, digits);
        }
        return true;
    }

    /// Sums few values one by one.
    private static double sumOfFew(CheckedPage page, long packed, long head, long base, long[] bits) {
        int exponent = AlpFormat.exponent(head);
        int factor = AlpFormat.factor(head);
        int width = AlpFormat.width(head);
        boolean doubles = page.kind == ValueKind.DOUBLE;
        long digitSum = 0;
        double floatSum = 0;
        for (int word = 0; word < PageFormat.BLOCK_WORDS; word++) {
            for (long left = bits[word]; left != 0; left &= left - 1) {
                int ordinal = (word << 6) + Long.numberOfTrailingZeros(left);
                long digits = base + ForCodec.packedAt(page, packed, width, ordinal);
                if (doubles) {
                    digitSum += digits;
                } else {
                    floatSum += AlpFormat.floatOf((int) digits, exponent, factor);
                }
            }
        }
        return doubles ? AlpFormat.doubleOf(digitSum, exponent, factor) : floatSum;
    }

    /// Adds the exceptions whose bit is set, and clears these bits.
    private static void addExceptions(CheckedPage page, int block, long head, long[] bits, double[] out) {
        int exceptions = AlpFormat.exceptions(head);
        long positions = exceptionsAt(page, block, head);
        long values = positions + 2L * exceptions;
        for (int i = 0; i < exceptions; i++) {
            if (take(page, block, positions + 2L * i, bits)) {
                out[0] += exception(page, values, i);
            }
        }
    }

    /// Bounds digits: a value grows with its digits.
    @Override
    public int bounds(CheckedPage page, int block, int count, long[] bits, double[] out) {
        long at = page.start(block);
        long head = page.i64(at);
        if (AlpFormat.exponent(head) == AlpFormat.RAW || !isOfThisForm(page, head)) {
            return -1;
        }
        out[0] = Double.POSITIVE_INFINITY;
        out[1] = Double.NEGATIVE_INFINITY;
        int nans = 0;
        long[] digits = bits;
        if (AlpFormat.exceptions(head) > 0) {
            digits = page.bitScratch();
            System.arraycopy(bits, 0, digits, 0, PageFormat.BLOCK_WORDS);
            nans = boundExceptions(page, block, head, digits, out);
        }
        if (BitmapKernels.count(digits, PageFormat.BLOCK_WORDS) > 0) {
            boundDigits(page, at, head, count, digits, out);
        }
        return nans;
    }

    private static int boundExceptions(CheckedPage page, int block, long head, long[] bits, double[] out) {
        int exceptions = AlpFormat.exceptions(head);
        long positions = exceptionsAt(page, block, head);
        long values = positions + 2L * exceptions;
        int nans = 0;
        for (int i = 0; i < exceptions; i++) {
            if (take(page, block, positions + 2L * i, bits)) {
                double value = exception(page, values, i);
                out[0] = value < out[0] ? value : out[0];
                out[1] = value > out[1] ? value : out[1];
                nans += Double.isNaN(value) ? 1 : 0;
            }
        }
        return nans;
    }

    private static void boundDigits(CheckedPage page, long at, long head, int count, long[] bits, double[] out) {
        int exponent = AlpFormat.exponent(head);
        int factor = AlpFormat.factor(head);
        long[] ends = page.digitBounds;
        long packed = at + AlpFormat.headerBytes(page.kind);
        PageSumKernels.boundPacked(page.bytes, packed, AlpFormat.width(head), count, bits, ends);
        long base = base(page, at);
        boolean doubles = page.kind == ValueKind.DOUBLE;
        double least = doubles
                ? AlpFormat.doubleOf(base + ends[0], exponent, factor)
                : AlpFormat.floatOf((int) (base + ends[0]), exponent, factor);
        double greatest = doubles
                ? AlpFormat.doubleOf(base + ends[1], exponent, factor)
                : AlpFormat.floatOf((int) (base + ends[1]), exponent, factor);
        out[0] = Math.min(out[0], least);
        out[1] = Math.max(out[1], greatest);
    }

    /// Clears the bit of an exception; answers whether it was set.
    private static boolean take(CheckedPage page, int block, long ordinalAt, long[] bits) {
        int ordinal = ordinal(page, ordinalAt, page.valuesIn(block));
        long bit = 1L << ordinal;
        boolean counts = (bits[ordinal >>> 6] & bit) != 0;
        bits[ordinal >>> 6] &= ~bit;
        return counts;
    }

    private static double exception(CheckedPage page, long values, int index) {
        return page.kind == ValueKind.DOUBLE
                ? page.bytes.get(PageFormat.F64, values + 8L * index)
                : page.bytes.get(PageFormat.F32, values + 4L * index);
    }

    @Override
    public int touch(CheckedPage page, int block, int ordinal) {
        long at = page.start(block);
        long head = page.i64(at);
        if (AlpFormat.exponent(head) == AlpFormat.RAW) {
            return page.u8(at + AlpFormat.RAW_VALUES_AT + (long) ordinal * page.kind.valueBytes());
        }
        int exceptions = AlpFormat.exceptions(head);
        int ofExceptions = exceptions == 0 ? 0 : page.u8(exceptionsAt(page, block, head) + (exceptions & ~1));
        long packed = at + AlpFormat.headerBytes(page.kind);
        return ofExceptions + ForCodec.touchPacked(page, packed, AlpFormat.width(head), ordinal);
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
        long head = page.i64(at);
        int exponent = AlpFormat.exponent(head);
        if (exponent == AlpFormat.RAW) {
            return plainAt(page, at + AlpFormat.RAW_VALUES_AT, ordinal);
        }
        int exceptions = AlpFormat.exceptions(head);
        long positions = exceptionsAt(page, block, head);
        int found = page.searchU16(positions, exceptions, ordinal);
        if (found >= 0) {
            return plainAt(page, positions + 2L * exceptions, found);
        }
        long packed = ForCodec.packedAt(page, at + AlpFormat.headerBytes(kind), AlpFormat.width(head), ordinal);
        long digits = base(page, at) + packed;
        int factor = AlpFormat.factor(head);
        return isOfThisForm(page, head)
                ? AlpFormat.valueBits(kind, digits, exponent, factor)
                : Float.floatToRawIntBits(AlpFormat.floatOfFloats((int) digits, exponent, factor));
    }

    private static long plainAt(CheckedPage page, long at, int index) {
        return page.kind == ValueKind.DOUBLE ? page.i64(at + 8L * index) : page.i32(at + 4L * index);
    }
}
