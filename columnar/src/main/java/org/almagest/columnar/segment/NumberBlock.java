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
    public boolean hasNulls() {
        return reader.blockHasNulls(block);
    }

    @Override
    public int valueCount() {
        return reader.valuesIn(block);
    }

    @Override
    public void pick(long[] rows, long[] out) {
        if (reader.blockHasNulls(block)) {
            reader.decodeValidity(block, validity);
            PackKernels.bits(rows, validity, WORDS, out);
        } else {
            System.arraycopy(rows, 0, out, 0, WORDS);
        }
    }

    @Override
    public void values(double[] out) {
        if (reader.kind() == ValueKind.DOUBLE) {
            reader.decodeValues(block, out);
        } else if (plain >= 0) {
            PackKernels.widen(reader.bytes(), plain, reader.valuesIn(block), out);
        } else {
            PackKernels.widen(scratch.floats(), reader.decodeValues(block, scratch.floats()), out);
        }
    }

    @Override
    public boolean sum(long[] bits, double[] out) {
        return reader.sum(block, bits, out);
    }

    @Override
    public int bounds(long[] bits, double[] out) {
        return reader.bounds(block, bits, out);
    }

    @Override
    public MemorySegment bytes() {
        return reader.bytes();
    }

    @Override
    public long plainOffset() {
        return plain;
    }
}
