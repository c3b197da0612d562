package org.almagest.columnar.encoding;

import java.lang.foreign.MemorySegment;
import org.almagest.columnar.kernel.DecodeKernels;

/// Long integers that rise (nearly) steadily, such as sorted identifiers: the steps between them,
/// bit-packed.
///
/// ```text
///  0  i64  least value
///  8  i64  greatest value
/// 16  u8   form: 0 frame, 1 steps, 2 raw
/// 17  u8   shift s, 0-63: low bits in which all values of the block agree
/// 18  u8   width w, 0-57; 0 in form 2
/// 19  u8   0
/// 20  form 0:  packed values (BitPacking)        value = least + (packed << s)
///     form 1:  i64  first value
///              i64  least step d
///              i64 x (ceil(n / 128) - 1)  values 128, 256, ... themselves: where to start from
///              packed steps                      step i = d + packed i; that of value 0 is packed as 0
///                                                value i = first + (step 1 + ... + step i << s)
///     form 2:  values as they are
/// ```
///
/// All arithmetic is modulo 2^64. Steps are summed within a vector in three additions, so that no
/// value waits for the one before it; one value alone sums at most 127 steps.
final class DeltaCodec implements PageCodec {
    static final DeltaCodec INSTANCE = new DeltaCodec();

    private static final int FORM_AT = 16;
    private static final int SHIFT_AT = 17;
    private static final int WIDTH_AT = 18;
    private static final int HEADER_BYTES = 20;
    private static final int STEPS_HEADER_BYTES = HEADER_BYTES + 16;
    private static final int ANCHOR_VALUES = 128;
    private static final int MAX_WIDTH = 57;
    private static final int RAW_WIDTH = 64;

    private static final int FRAME = 0;
    private static final int STEPS = 1;
    private static final int RAW = 2;

    private DeltaCodec() {}

    private static int anchors(int count) {
        return (count - 1) / ANCHOR_VALUES;
    }

    /// What a block of values looks like, and what each form would take.
    private record Shape(long least, long greatest, int shift, int frameWidth, long leastStep, int stepWidth) {
        static Shape of(long[] values, int from, int count) {
            long least = values[from];
            long greatest = values[from];
            long differences = 0;
            for (int i = from + 1; i < from + count; i++) {
                least = Math.min(least, values[i]);
                greatest = Math.max(greatest, values[i]);
                differences |= values[i] ^ values[from];
            }
            int shift = differences == 0 ? 0 : Long.numberOfTrailingZeros(differences);
            long leastStep = count > 1 ? Long.MAX_VALUE : 0;
            long greatestStep = count > 1 ? Long.MIN_VALUE : 0;
            for (int i = from + 1; i < from + count; i++) {
                long step = values[i] - values[i - 1] >> shift;
                leastStep = Math.min(leastStep, step);
                greatestStep = Math.max(greatestStep, step);
            }
            int frameWidth = BitPacking.widthOf(greatest - least >>> shift);
            int stepWidth = BitPacking.widthOf(greatestStep - leastStep);
            return new Shape(least, greatest, shift, frameWidth, leastStep, stepWidth);
        }

        int form(int count) {
            if (stepWidth <= MAX_WIDTH && bytes(STEPS, count) < bytes(FRAME, count)) {
                return STEPS;
            }
            return frameWidth <= MAX_WIDTH ? FRAME : RAW;
        }

        int bytes(int form, int count) {
            return switch (form) {
                case FRAME -> HEADER_BYTES + BitPacking.packedBytes(count, frameWidth);
                case STEPS -> STEPS_HEADER_BYTES + 8 * anchors(count) + BitPacking.packedBytes(count, stepWidth);
                default -> HEADER_BYTES + 8 * count;
            };
        }
    }

    /// Answers the bytes of a block of these values.
    static int blockBytes(long[] values, int from, int count) {
        Shape shape = Shape.of(values, from, count);
        return shape.bytes(shape.form(count), count);
    }

    /// Writes `values[from .. from + count)`, at least one, as one block.
    static void encode(long[] values, int from, int count, ByteSink sink) {
        Shape shape = Shape.of(values, from, count);
        int form = shape.form(count);
        sink.put64(shape.least());
        sink.put64(shape.greatest());
        sink.put8(form);
        sink.put8(form == RAW ? 0 : shape.shift());
        sink.put8(form == RAW ? 0 : form == STEPS ? shape.stepWidth() : shape.frameWidth());
        sink.put8(0);
        switch (form) {
            case FRAME -> {
                long[] packed = new long[count];
                for (int i = 0; i < count; i++) {
                    packed[i] = values[from + i] - shape.least() >>> shape.shift();
                }
                BitPacking.pack(packed, 0, count, 0, shape.frameWidth(), sink);
            }
            case STEPS -> encodeSteps(values, from, count, shape, sink);
            default -> sink.putAllLow(values, from, count, 8);
        }
    }

    private static void encodeSteps(long[] values, int from, int count, Shape shape, ByteSink sink) {
        sink.put64(values[from]);
        sink.put64(shape.leastStep());
        for (int i = ANCHOR_VALUES; i < count; i += ANCHOR_VALUES) {
            sink.put64(values[from + i]);
        }
        long[] steps = new long[count];
        steps[0] = shape.leastStep();
        for (int i = 1; i < count; i++) {
            steps[i] = values[from + i] - values[from + i - 1] >> shape.shift();
        }
        BitPacking.pack(steps, 0, count, shape.leastStep(), shape.stepWidth(), sink);
    }

    @Override
    public boolean supports(ValueKind kind) {
        return kind == ValueKind.LONG;
    }

    @Override
    public void checkBlock(CheckedPage page, int block) {
        check(page, page.start(block), page.valuesIn(block), page.bytesIn(block));
    }

    /// Checks a block of `room` bytes at `at`.
    static void check(CheckedPage page, long at, int count, int room) {
        page.require(room >= HEADER_BYTES, "block of %d bytes", room, "20 or more");
        int form = page.u8(at + FORM_AT);
        int width = page.u8(at + WIDTH_AT);
        page.require(form <= RAW, "form %d", form, "0 to 2");
        page.require(page.u8(at + SHIFT_AT) < RAW_WIDTH, "shift %d", page.u8(at + SHIFT_AT), "0 to 63");
        page.require(width <= (form == RAW ? 0 : MAX_WIDTH), "width %d", width, "0 to 57, 0 for raw values");
        page.require(page.i64(at) <= page.i64(at + 8), "least value %d", page.i64(at), "at most the greatest");
        long needed = packedAt(at, form, count) - at + BitPacking.packedBytes(count, form == RAW ? RAW_WIDTH : width);
        page.require(room >= needed, "block of %d bytes", room, "at least %d", needed);
    }

    private static long packedAt(long at, int form, int count) {
        return form == STEPS ? at + STEPS_HEADER_BYTES + 8L * anchors(count) : at + HEADER_BYTES;
    }

    @Override
    public void longs(CheckedPage page, int block, int count, long[] out) {
        decode(page, page.start(block), count, out);
    }

    /// Decodes a block at `at`.
    static void decode(CheckedPage page, long at, int count, long[] out) {
        int form = page.u8(at + FORM_AT);
        int shift = page.u8(at + SHIFT_AT);
        int width = page.u8(at + WIDTH_AT);
        long packedAt = packedAt(at, form, count);
        if (form == RAW) {
            MemorySegment.copy(page.bytes, PageFormat.I64, packedAt, out, 0, count);
        } else if (form == STEPS) {
            long leastStep = page.i64(at + HEADER_BYTES + 8);
            DecodeKernels.unpackLongs(page.bytes, packedAt, width, leastStep, count, out);
            DecodeKernels.sumLongs(out, count, -leastStep, shift, page.i64(at + HEADER_BYTES));
        } else if (shift == 0) {
            DecodeKernels.unpackLongs(page.bytes, packedAt, width, page.i64(at), count, out);
        } else {
            DecodeKernels.unpackLongs(page.bytes, packedAt, width, 0, count, out);
            long least = page.i64(at);
            for (int i = 0; i < count; i++) {
                out[i] = least + (out[i] << shift);
            }
        }
    }

    @Override
    public int touch(CheckedPage page, int block, int ordinal) {
        return touch(page, page.start(block), page.valuesIn(block), ordinal);
    }

    /// As [#touch(CheckedPage, int, int)], in a block of `count` values at `at`.
    static int touch(CheckedPage page, long at, int count, int ordinal) {
        int form = page.u8(at + FORM_AT);
        int width = form == RAW ? RAW_WIDTH : page.u8(at + WIDTH_AT);
        long packedAt = packedAt(at, form, count);
        int last = ForCodec.touchPacked(page, packedAt, width, ordinal);
        if (form != STEPS) {
            return last;
        }
        int anchor = ordinal / ANCHOR_VALUES;
        int first = ForCodec.touchPacked(page, packedAt, width, anchor * ANCHOR_VALUES);
        return first + last + page.u8(at + STEPS_HEADER_BYTES + 8L * Math.max(0, anchor - 1));
    }

    @Override
    public long longAt(CheckedPage page, int block, int ordinal) {
        return valueAt(page, page.start(block), page.valuesIn(block), ordinal);
    }

    /// Answers value `ordinal` of the `count` of a block at `at`.
    static long valueAt(CheckedPage page, long at, int count, int ordinal) {
        int form = page.u8(at + FORM_AT);
        int shift = page.u8(at + SHIFT_AT);
        int width = page.u8(at + WIDTH_AT);
        long packedAt = packedAt(at, form, count);
        if (form == RAW) {
            return page.i64(packedAt + 8L * ordinal);
        }
        if (form == FRAME) {
            return page.i64(at) + (ForCodec.packedAt(page, packedAt, width, ordinal) << shift);
        }
        int anchor = ordinal / ANCHOR_VALUES;
        // Anchor 0 is the first value; the others stand behind the least step.
        long start = page.i64(anchor == 0 ? at + HEADER_BYTES : at + STEPS_HEADER_BYTES + 8L * (anchor - 1));
        int steps = ordinal % ANCHOR_VALUES;
        long sum = steps * page.i64(at + HEADER_BYTES + 8);
        for (int i = ordinal - steps + 1; i <= ordinal; i++) {
            sum += ForCodec.packedAt(page, packedAt, width, i);
        }
        return start + (sum << shift);
    }

    @Override
    public boolean hasBounds(CheckedPage page) {
        return true;
    }

    @Override
    public long least(CheckedPage page, int block) {
        return page.i64(page.start(block));
    }

    @Override
    public long greatest(CheckedPage page, int block) {
        return page.i64(page.start(block) + 8);
    }
}
