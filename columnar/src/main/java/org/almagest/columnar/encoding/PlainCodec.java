package org.almagest.columnar.encoding;

import java.lang.foreign.MemorySegment;
import org.almagest.columnar.kernel.PageFilterKernels;

/// Numbers as they are.
///
/// ```text
/// block: count x value   4 bytes for INT and FLOAT, 8 for LONG and DOUBLE; the bits of floats as they were
/// ```
final class PlainCodec implements PageCodec {
    static final PlainCodec INSTANCE = new PlainCodec();

    private PlainCodec() {}

    /// Writes `bits[from .. from + count)` as one block.
    static void encode(ValueKind kind, long[] bits, int from, int count, ByteSink sink) {
        sink.putAllLow(bits, from, count, kind.valueBytes());
    }

    @Override
    public boolean supports(ValueKind kind) {
        return kind != ValueKind.BYTES;
    }

    @Override
    public void checkBlock(CheckedPage page, int block) {
        int needed = page.valuesIn(block) * page.kind.valueBytes();
        page.require(page.bytesIn(block) >= needed, "block of %d bytes", page.bytesIn(block), "at least %d", needed);
    }

    @Override
    public long plainOffset(CheckedPage page, int block) {
        return page.start(block);
    }

    @Override
    public boolean range(CheckedPage page, int block, int count, double low, double high, long[] out) {
        range(page, page.start(block), count, low, high, out);
        return true;
    }

    /// Compares values that stand in a page as they are.
    static void range(CheckedPage page, long at, int count, double low, double high, long[] out) {
        if (page.kind == ValueKind.FLOAT) {
            PageFilterKernels.rangeFloats(page.bytes, at, count, (float) low, (float) high, out);
        } else {
            PageFilterKernels.rangeDoubles(page.bytes, at, count, low, high, out);
        }
    }

    @Override
    public void ints(CheckedPage page, int block, int count, int[] out) {
        MemorySegment.copy(page.bytes, PageFormat.I32, page.start(block), out, 0, count);
    }

    @Override
    public void longs(CheckedPage page, int block, int count, long[] out) {
        MemorySegment.copy(page.bytes, PageFormat.I64, page.start(block), out, 0, count);
    }

    @Override
    public void floats(CheckedPage page, int block, int count, float[] out) {
        MemorySegment.copy(page.bytes, PageFormat.F32, page.start(block), out, 0, count);
    }

    @Override
    public void doubles(CheckedPage page, int block, int count, double[] out) {
        MemorySegment.copy(page.bytes, PageFormat.F64, page.start(block), out, 0, count);
    }

    @Override
    public int touch(CheckedPage page, int block, int ordinal) {
        return page.u8(page.start(block) + (long) ordinal * page.kind.valueBytes());
    }

    @Override
    public int intAt(CheckedPage page, int block, int ordinal) {
        return page.i32(page.start(block) + ordinal * 4L);
    }

    @Override
    public long longAt(CheckedPage page, int block, int ordinal) {
        return page.i64(page.start(block) + ordinal * 8L);
    }

    @Override
    public float floatAt(CheckedPage page, int block, int ordinal) {
        return page.bytes.get(PageFormat.F32, page.start(block) + ordinal * 4L);
    }

    @Override
    public double doubleAt(CheckedPage page, int block, int ordinal) {
        return page.bytes.get(PageFormat.F64, page.start(block) + ordinal * 8L);
    }
}
