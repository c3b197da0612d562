package org.almagest.columnar.scan;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import org.almagest.columnar.kernel.BitmapKernels;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DeferredBlock;

/// Blocks of a column that stand in one page as plain values, so that one kernel takes them all:
/// between two calls memory delivers nothing.
///
/// ```text
/// bytes      the page, in native memory
/// block k    counts[k] values, those that are not NULL, from offsets[k] on, 64 readable bytes behind
///            them; bit i of bits[k] is set where value i counts, bits from counts[k] on are clear
/// ```
///
/// Filled by [Strip#plainRun], valid until another block of the column is asked for. One thread.
public final class PlainRun {
    private static final int WORDS = ColumnVector.BATCH_ROWS / 64;

    private final long[] offsets;
    private final int[] counts;
    private final boolean[] every;
    private final long[][] bits;
    private MemorySegment bytes = MemorySegment.NULL;
    private int blocks;

    /// Makes room for so many blocks.
    public PlainRun(int capacity) {
        offsets = new long[capacity];
        counts = new int[capacity];
        every = new boolean[capacity];
        bits = new long[capacity][WORDS];
    }

    public void clear() {
        blocks = 0;
        bytes = MemorySegment.NULL;
    }

    public boolean isFull() {
        return blocks == offsets.length;
    }

    /// Adds a plain block of the same page: the rows in the mask, or all.
    public void add(DeferredBlock block, Optional<long[]> mask) {
        bytes = block.bytes();
        offsets[blocks] = block.plainOffset();
        counts[blocks] = block.valueCount();
        every[blocks] = mask.isEmpty();
        if (mask.isPresent()) {
            block.pick(mask.get(), bits[blocks]);
        } else {
            Arrays.fill(bits[blocks], 0);
            BitmapKernels.setRange(bits[blocks], 0, counts[blocks]);
        }
        blocks++;
    }

    public int blocks() {
        return blocks;
    }

    public MemorySegment bytes() {
        return bytes;
    }

    public long[] offsets() {
        return offsets;
    }

    public int[] counts() {
        return counts;
    }

    public long[][] bits() {
        return bits;
    }

    /// Answers whether all values of a block count.
    public boolean isEvery(int block) {
        return every[block];
    }
}
