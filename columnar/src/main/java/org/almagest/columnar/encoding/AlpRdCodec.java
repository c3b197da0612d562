package org.almagest.columnar.encoding;

import org.almagest.columnar.kernel.DecodeKernels;

/// Reads blocks of [AlpRdFormat]: one pass unpacks both parts and joins them, then the exceptions
/// are patched.
final class AlpRdCodec implements PageCodec {
    static final AlpRdCodec INSTANCE = new AlpRdCodec();

    private AlpRdCodec() {}

    @Override
    public boolean supports(ValueKind kind) {
        return kind == ValueKind.DOUBLE || kind == ValueKind.FLOAT;
    }

    @Override
    public void checkBlock(CheckedPage page, int block) {
        int room = page.bytesIn(block);
        page.require(room >= AlpRdFormat.LEFT_PARTS_AT, "block of %d bytes", room, "4 or more");
        long at = page.start(block);
        int right = page.u8(at);
        int least = AlpRdFormat.minRightBits(page.kind);
        int most = AlpRdFormat.maxRightBits(page.kind);
        page.require(right >= least && right <= most, "%d right bits", right, "at most %d", most);
        int codeBits = codeBits(page, at);
        page.require(codeBits <= AlpRdFormat.MAX_CODE_BITS, "%d code bits", codeBits, "0 to 3");
        int exceptions = exceptions(page, at);
        int count = page.valuesIn(block);
        page.require(exceptions <= count, "%d exceptions", exceptions, "at most %d", count);
        int needed = AlpRdFormat.blockBytes(count, right, codeBits, exceptions);
        page.require(room >= needed, "block of %d bytes", room, "at least %d", needed);
    }

    private static int codeBits(CheckedPage page, long at) {
        return page.u8(at + AlpRdFormat.CODE_BITS_AT);
    }

    private static int exceptions(CheckedPage page, long at) {
        return page.u16(at + AlpRdFormat.EXCEPTIONS_AT);
    }

    private static long leftPart(CheckedPage page, long at, int code) {
        return page.u16(at + AlpRdFormat.LEFT_PARTS_AT + (long) AlpRdFormat.LEFT_PART_BYTES * code);
    }

    private static long codesAt(CheckedPage page, long at, int count) {
        return at + AlpRdFormat.rightAt(codeBits(page, at)) + BitPacking.packedBytes(count, page.u8(at));
    }

    private static long exceptionsAt(CheckedPage page, long at, int count) {
        return codesAt(page, at, count) + BitPacking.packedBytes(count, codeBits(page, at));
    }

    private static int ordinal(CheckedPage page, long at, int count) {
        int ordinal = page.u16(at);
        page.require(ordinal < count, "exception at value %d", ordinal, "below %d", count);
        return ordinal;
    }

    /// Answers what each code stands for, where it belongs in a value.
    private static long[] shiftedLefts(CheckedPage page, long at, int codeBits, int right) {
        long[] lefts = page.leftParts();
        for (int i = 0; i < DecodeKernels.LEFT_PARTS; i++) {
            lefts[i] = leftPart(page, at, i & (1 << codeBits) - 1) << right;
        }
        return lefts;
    }

    @Override
    public void doubles(CheckedPage page, int block, int count, double[] out) {
        long at = page.start(block);
        int right = page.u8(at);
        int codeBits = codeBits(page, at);
        long[] lefts = shiftedLefts(page, at, codeBits, right);
        long rightAt = at + AlpRdFormat.rightAt(codeBits);
        DecodeKernels.joinDoubles(page.bytes, rightAt, right, codesAt(page, at, count), codeBits, lefts, count, out);
        int exceptions = exceptions(page, at);
        long ordinals = exceptionsAt(page, at, count);
        for (int i = 0; i < exceptions; i++) {
            int ordinal = ordinal(page, ordinals + 2L * i, count);
            long left = (long) page.u16(ordinals + 2L * (exceptions + i)) << right;
            long low = Double.doubleToRawLongBits(out[ordinal]) & (1L << right) - 1;
            out[ordinal] = Double.longBitsToDouble(left | low);
        }
    }

    @Override
    public void floats(CheckedPage page, int block, int count, float[] out) {
        long at = page.start(block);
        int right = page.u8(at);
        int codeBits = codeBits(page, at);
        long[] lefts = shiftedLefts(page, at, codeBits, right);
        long rightAt = at + AlpRdFormat.rightAt(codeBits);
        DecodeKernels.joinFloats(page.bytes, rightAt, right, codesAt(page, at, count), codeBits, lefts, count, out);
        int exceptions = exceptions(page, at);
        long ordinals = exceptionsAt(page, at, count);
        for (int i = 0; i < exceptions; i++) {
            int ordinal = ordinal(page, ordinals + 2L * i, count);
            int left = page.u16(ordinals + 2L * (exceptions + i)) << right;
            int low = Float.floatToRawIntBits(out[ordinal]) & (1 << right) - 1;
            out[ordinal] = Float.intBitsToFloat(left | low);
        }
    }

    @Override
    public int touch(CheckedPage page, int block, int ordinal) {
        long at = page.start(block);
        int codeBits = codeBits(page, at);
        return ForCodec.touchPacked(page, at + AlpRdFormat.rightAt(codeBits), page.u8(at), ordinal)
                + ForCodec.touchPacked(page, codesAt(page, at, page.valuesIn(block)), codeBits, ordinal);
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
        int count = page.valuesIn(block);
        int right = page.u8(at);
        int codeBits = codeBits(page, at);
        long low = ForCodec.packedAt(page, at + AlpRdFormat.rightAt(codeBits), right, ordinal);
        int exceptions = exceptions(page, at);
        long ordinals = exceptionsAt(page, at, count);
        int found = page.searchU16(ordinals, exceptions, ordinal);
        if (found >= 0) {
            return (long) page.u16(ordinals + 2L * (exceptions + found)) << right | low;
        }
        int code = (int) ForCodec.packedAt(page, codesAt(page, at, count), codeBits, ordinal);
        return leftPart(page, at, code) << right | low;
    }
}
