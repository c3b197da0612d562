package org.almagest.columnar.encoding;

import java.util.Arrays;

/// Numbers that repeat: each run of equal values once, and where it ends.
///
/// ```text
///  0  u16  runs r, 1 to the values of the block
///  2  r x value   4 or 8 bytes each, of neighbouring runs different bits
///  .  u16 x r     ordinal behind the last value of each run, ascending; the last is the number of values
/// ```
final class RunLengthCodec implements PageCodec {
    static final RunLengthCodec INSTANCE = new RunLengthCodec();

    private static final int HEADER_BYTES = 2;
    private static final int END_BYTES = 2;

    private RunLengthCodec() {}

    private static int runs(long[] bits, int from, int count) {
        int runs = 1;
        for (int i = from + 1; i < from + count; i++) {
            runs += bits[i] == bits[i - 1] ? 0 : 1;
        }
        return runs;
    }

    /// Answers the bytes of a block of at least one value.
    static int blockBytes(ValueKind kind, long[] bits, int from, int count) {
        return HEADER_BYTES + runs(bits, from, count) * (kind.valueBytes() + END_BYTES);
    }

    /// Writes `bits[from .. from + count)`, at least one value, as one block.
    static void encode(ValueKind kind, long[] bits, int from, int count, ByteSink sink) {
        int runs = runs(bits, from, count);
        sink.put16(runs);
        int[] ends = new int[runs];
        int run = 0;
        for (int i = from; i < from + count; i++) {
            if (i + 1 == from + count || bits[i] != bits[i + 1]) {
                sink.putLow(bits[i], kind.valueBytes());
                ends[run++] = i + 1 - from;
            }
        }
        for (int end : ends) {
            sink.put16(end);
        }
    }

    @Override
    public boolean supports(ValueKind kind) {
        return kind != ValueKind.BYTES;
    }

    @Override
    public void checkBlock(CheckedPage page, int block) {
        int room = page.bytesIn(block);
        int count = page.valuesIn(block);
        page.require(room >= HEADER_BYTES, "block of %d bytes", room, "2 or more");
        int runs = runs(page, block);
        page.require(runs >= 1 && runs <= count, "%d runs", runs, "1 to %d", count);
        int needed = HEADER_BYTES + runs * (page.kind.valueBytes() + END_BYTES);
        page.require(room >= needed, "block of %d bytes", room, "at least %d", needed);
        int previous = 0;
        for (int run = 0; run < runs; run++) {
            int end = end(page, block, run);
            page.require(end > previous && end <= count, "a run up to value %d", end, "more than %d", previous);
            previous = end;
        }
        page.require(previous == count, "runs of %d values", previous, "%d", count);
    }

    private static int runs(CheckedPage page, int block) {
        return page.u16(page.start(block));
    }

    private static int end(CheckedPage page, int block, int run) {
        long ends = page.start(block) + HEADER_BYTES + (long) runs(page, block) * page.kind.valueBytes();
        return page.u16(ends + (long) END_BYTES * run);
    }

    private static long valueAt(CheckedPage page, int block, int run) {
        return page.start(block) + HEADER_BYTES + (long) run * page.kind.valueBytes();
    }

    @Override
    public void ints(CheckedPage page, int block, int count, int[] out) {
        int from = 0;
        for (int run = 0; from < count; run++) {
            int end = end(page, block, run);
            Arrays.fill(out, from, end, page.i32(valueAt(page, block, run)));
            from = end;
        }
    }

    @Override
    public void longs(CheckedPage page, int block, int count, long[] out) {
        int from = 0;
        for (int run = 0; from < count; run++) {
            int end = end(page, block, run);
            Arrays.fill(out, from, end, page.i64(valueAt(page, block, run)));
            from = end;
        }
    }

    @Override
    public void floats(CheckedPage page, int block, int count, float[] out) {
        int from = 0;
        for (int run = 0; from < count; run++) {
            int end = end(page, block, run);
            Arrays.fill(out, from, end, page.bytes.get(PageFormat.F32, valueAt(page, block, run)));
            from = end;
        }
    }

    @Override
    public void doubles(CheckedPage page, int block, int count, double[] out) {
        int from = 0;
        for (int run = 0; from < count; run++) {
            int end = end(page, block, run);
            Arrays.fill(out, from, end, page.bytes.get(PageFormat.F64, valueAt(page, block, run)));
            from = end;
        }
    }

    @Override
    public int intAt(CheckedPage page, int block, int ordinal) {
        return page.i32(placeOf(page, block, ordinal));
    }

    @Override
    public long longAt(CheckedPage page, int block, int ordinal) {
        return page.i64(placeOf(page, block, ordinal));
    }

    @Override
    public float floatAt(CheckedPage page, int block, int ordinal) {
        return page.bytes.get(PageFormat.F32, placeOf(page, block, ordinal));
    }

    @Override
    public double doubleAt(CheckedPage page, int block, int ordinal) {
        return page.bytes.get(PageFormat.F64, placeOf(page, block, ordinal));
    }

    private static long placeOf(CheckedPage page, int block, int ordinal) {
        int low = 0;
        int high = runs(page, block) - 1;
        while (low < high) {
            int middle = low + high >>> 1;
            if (end(page, block, middle) <= ordinal) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return valueAt(page, block, low);
    }

    @Override
    public boolean hasBounds(CheckedPage page) {
        return page.kind == ValueKind.INT || page.kind == ValueKind.LONG;
    }

    @Override
    public long least(CheckedPage page, int block) {
        long least = Long.MAX_VALUE;
        for (int run = 0; run < runs(page, block); run++) {
            least = Math.min(least, integer(page, block, run));
        }
        return least;
    }

    @Override
    public long greatest(CheckedPage page, int block) {
        long greatest = Long.MIN_VALUE;
        for (int run = 0; run < runs(page, block); run++) {
            greatest = Math.max(greatest, integer(page, block, run));
        }
        return greatest;
    }

    private static long integer(CheckedPage page, int block, int run) {
        long at = valueAt(page, block, run);
        return page.kind == ValueKind.INT ? page.i32(at) : page.i64(at);
    }
}
