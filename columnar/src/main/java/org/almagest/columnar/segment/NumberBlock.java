package org.almagest.columnar.segment;

import java.lang.foreign.MemorySegment;
import org.almagest.columnar.encoding.PageReader;
import org.almagest.columnar.encoding.ValueKind;
import org.almagest.columnar.kernel.PackKernels;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DeferredBlock;

/// A block of a page of numbers, decoded when somebody asks. One per page, aimed at one block after
/// the other; the page must stay in place. One thread.
final class NumberBlock implements DeferredBlock {
    private static final int WORDS = ColumnVector.BATCH_ROWS / 64;

    private final SimplePage page;
    private final PageReader reader;
    private final PageScratch scratch;
    private final long[] validity = new long[WORDS];
    private final long[] bits = new long[WORDS];
    private int block;
    private long plain;

    NumberBlock(SimplePage page, PageReader reader, PageScratch scratch) {
        this.page = page;
        this.reader = reader;
        this.scratch = scratch;
    }

    /// Stands for another block of the page from now on.
    NumberBlock aim(int at) {
        block = at;
        plain = reader.plainOffset(at);
        return this;
    }

    @Override
    public void decode(ColumnVector out) {
        page.decode(block, out);
    }

    @Override
    public int pack(long[] rows, double[] out) {
        long[] ordinals = rows;
        if (reader.blockHasNulls(block)) {
            reader.decodeValidity(block, validity);
            PackKernels.bits(rows, validity, WORDS, bits);
            ordinals = bits;
        }
        int count = reader.valuesIn(block);
        boolean isDouble = reader.kind() == ValueKind.DOUBLE;
        if (plain >= 0) {
            return isDouble
                    ? PackKernels.doubles(reader.bytes(), plain, ordinals, count, out)
                    : PackKernels.floats(reader.bytes(), plain, ordinals, count, out);
        }
        if (isDouble) {
            reader.decodeValues(block, scratch.doubles());
            return PackKernels.doubles(scratch.doubles(), ordinals, count, out);
        }
        reader.decodeValues(block, scratch.floats());
        return PackKernels.floats(scratch.floats(), ordinals, count, out);
    }

    @Override
    public int packAll(double[] out) {
        if (reader.kind() == ValueKind.DOUBLE) {
            return reader.decodeValues(block, out);
        }
        int count = reader.valuesIn(block);
        if (plain >= 0) {
            PackKernels.widen(reader.bytes(), plain, count, out);
            return count;
        }
        reader.decodeValues(block, scratch.floats());
        for (int i = 0; i < count; i++) {
            out[i] = scratch.floats()[i];
        }
        return count;
    }

    @Override
    public boolean isPlainDoubles() {
        return plain >= 0 && reader.kind() == ValueKind.DOUBLE;
    }

    @Override
    public MemorySegment plainBytes() {
        return reader.bytes();
    }

    @Override
    public long plainOffset() {
        return plain;
    }
}
