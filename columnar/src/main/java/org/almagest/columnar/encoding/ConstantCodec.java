package org.almagest.columnar.encoding;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// One value for every row of a page that is not NULL.
///
/// ```text
/// after the validity (no block directory, no slack):
///   INT, FLOAT     4 bytes
///   LONG, DOUBLE   8 bytes
///   BYTES          u32 length, the bytes
/// nothing when every row is NULL
/// ```
final class ConstantCodec implements PageCodec {
    static final ConstantCodec INSTANCE = new ConstantCodec();

    private ConstantCodec() {}

    /// Writes the value of a page.
    static void encode(PageValues values, ByteSink sink) {
        if (values.count() == 0) {
            return;
        }
        if (values.kind() == ValueKind.BYTES) {
            sink.put32(values.length(0));
            sink.put(values.source(), values.start(0), values.length(0));
        } else {
            sink.putLow(values.bits()[0], values.kind().valueBytes());
        }
    }

    @Override
    public boolean supports(ValueKind kind) {
        return true;
    }

    @Override
    public void checkPage(CheckedPage page) {
        if (page.nulls == page.rows) {
            return;
        }
        long room = page.bytes.byteSize() - page.bodyAt;
        int fixed = page.kind == ValueKind.BYTES ? 4 : page.kind.valueBytes();
        page.require(room >= fixed, "%d bytes of value", room, "at least %d", fixed);
        if (page.kind == ValueKind.BYTES) {
            int length = page.i32(page.bodyAt);
            page.require(length >= 0 && length <= room - 4, "a value of %d bytes", length, "at most %d", room - 4);
        }
    }

    @Override
    public void checkBlock(CheckedPage page, int block) {}

    @Override
    public void ints(CheckedPage page, int block, int count, int[] out) {
        Arrays.fill(out, 0, count, page.i32(page.bodyAt));
    }

    @Override
    public void longs(CheckedPage page, int block, int count, long[] out) {
        Arrays.fill(out, 0, count, page.i64(page.bodyAt));
    }

    @Override
    public void floats(CheckedPage page, int block, int count, float[] out) {
        Arrays.fill(out, 0, count, floatAt(page, block, 0));
    }

    @Override
    public void doubles(CheckedPage page, int block, int count, double[] out) {
        Arrays.fill(out, 0, count, doubleAt(page, block, 0));
    }

    @Override
    public long bytes(CheckedPage page, int block, int count, BytesBlock out, int[] lengths) {
        int length = page.i32(page.bodyAt);
        long total = (long) length * count;
        byte[] to = out.reserve(total);
        Arrays.fill(lengths, 0, count, length);
        if (length > 0) {
            MemorySegment.copy(page.bytes, ValueLayout.JAVA_BYTE, page.bodyAt + 4, to, 0, length);
            for (int done = length; done < total; done += Math.min(done, (int) total - done)) {
                System.arraycopy(to, 0, to, done, Math.min(done, (int) total - done));
            }
        }
        return total;
    }

    @Override
    public int bytesAt(CheckedPage page, int block, int ordinal, BytesBlock out, int at) {
        int length = page.i32(page.bodyAt);
        byte[] to = out.grow((long) at + length);
        MemorySegment.copy(page.bytes, ValueLayout.JAVA_BYTE, page.bodyAt + 4, to, at, length);
        return length;
    }

    @Override
    public int intAt(CheckedPage page, int block, int ordinal) {
        return page.i32(page.bodyAt);
    }

    @Override
    public long longAt(CheckedPage page, int block, int ordinal) {
        return page.i64(page.bodyAt);
    }

    @Override
    public float floatAt(CheckedPage page, int block, int ordinal) {
        return page.bytes.get(PageFormat.F32, page.bodyAt);
    }

    @Override
    public double doubleAt(CheckedPage page, int block, int ordinal) {
        return page.bytes.get(PageFormat.F64, page.bodyAt);
    }

    @Override
    public boolean hasBounds(CheckedPage page) {
        return page.kind == ValueKind.INT || page.kind == ValueKind.LONG;
    }

    @Override
    public long least(CheckedPage page, int block) {
        return page.kind == ValueKind.INT ? page.i32(page.bodyAt) : page.i64(page.bodyAt);
    }

    @Override
    public long greatest(CheckedPage page, int block) {
        return least(page, block);
    }
}
