package org.almagest.columnar.segment;

import java.util.Arrays;
import java.util.Optional;
import org.almagest.columnar.encoding.SparseReader;
import org.almagest.columnar.kernel.BitmapKernels;
import org.almagest.columnar.scan.PlainRun;
import org.almagest.columnar.scan.Strip;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// The blocks of a strip: where each stands, which of its rows passed the filters, and the readers
/// of the columns to deliver. A single block is a strip as well.
final class BlockStrip implements Strip {
    /// As many blocks as an ordinary page has.
    static final int BLOCKS = 16;

    /// Room for the rows of a block that a lookup finds.
    private static final int FEW_ROWS = 64;

    private static final int WORDS = ColumnVector.BATCH_ROWS / 64;

    private final ColumnReader[] columns;
    private final Interest[] interests;
    private final int[] firstRow = new int[BLOCKS];
    private final int[] rows = new int[BLOCKS];
    private final int[] selected = new int[BLOCKS];
    private final long[][] masks = new long[BLOCKS][0];
    private int[] positions = new int[FEW_ROWS];
    private int listedBlock;
    private int blocks;

    /// Whether memory was asked for a column's sparse blocks.
    private final boolean[] touched;

    BlockStrip(ColumnReader[] columns, Interest[] interests) {
        this.columns = columns;
        this.interests = interests;
        touched = new boolean[columns.length];
    }

    void clear() {
        blocks = 0;
        listedBlock = -1;
        Arrays.fill(touched, false);
    }

    boolean isFull() {
        return blocks == BLOCKS;
    }

    /// Adds a block with at least one row that counts: those in the mask, if fewer than all.
    void add(int first, int blockRows, int count, long[] mask) {
        firstRow[blocks] = first;
        rows[blocks] = blockRows;
        selected[blocks] = count;
        if (count < blockRows) {
            if (masks[blocks].length == 0) {
                masks[blocks] = new long[WORDS];
            }
            System.arraycopy(mask, 0, masks[blocks], 0, WORDS);
        }
        blocks++;
    }

    /// Answers whether so few rows of a block count that they are picked one by one.
    private boolean isSparse(int block) {
        return selected[block] <= SparseReader.SPARSE_NUMBERS && selected[block] < rows[block];
    }

    /// Answers whether so few rows of a block count that they are copied.
    boolean isThin(int block) {
        return selected[block] <= ThinBlocks.MOST_ROWS && selected[block] < rows[block];
    }

    /// Answers whether no block but a sparse one was added last.
    boolean endsSparse() {
        return blocks == 0 || isSparse(blocks - 1);
    }

    /// Answers how many sparse blocks stand one behind the other from a block on.
    int sparseBlocks(int from) {
        int block = from;
        while (block < blocks && isSparse(block)) {
            block++;
        }
        return block - from;
    }

    /// Has memory deliver the heads of a column's sparse blocks from `from` on, before `to`.
    void touchHeads(int column, int from, int to) {
        if (!interests[column].isEverything()) {
            return;
        }
        boolean first = true;
        for (int block = from; block < to; block++) {
            if (isSparse(block)) {
                if (!columns[column].touchHead(firstRow[block], rows[block], first)) {
                    return;
                }
                first = false;
            }
        }
    }

    /// Has memory deliver what the rows of these blocks that count are decoded from.
    void touchRows(int column, int from, int to) {
        if (!interests[column].isEverything()) {
            return;
        }
        for (int block = from; block < to; block++) {
            if (isSparse(block)
                    && !columns[column].touch(firstRow[block], rows[block], positions(block), selected[block])) {
                return;
            }
        }
    }

    @Override
    public int blocks() {
        return blocks;
    }

    @Override
    public int size(int block) {
        return selected[block];
    }

    @Override
    public void describe(int block, Batch out) {
        out.setRowCount(rows[block]);
        if (selected[block] < rows[block]) {
            out.setSelected(masks[block], selected[block]);
        }
    }

    @Override
    public Optional<long[]> mask(int block) {
        return selected[block] < rows[block] ? Optional.of(masks[block]) : Optional.empty();
    }

    @Override
    public Optional<NumberBlock> numbers(int column, int block) {
        int first = firstRow[block];
        if (isSparse(block) || !columns[column].defers() || interests[column].lacks(first, rows[block])) {
            return Optional.empty();
        }
        return columns[column].numbers(first, rows[block]);
    }

    @Override
    public int plainRun(int column, int block, PlainRun out) {
        out.clear();
        int at = block;
        while (at < blocks && !out.isFull() && addPlain(column, at, at > block, out)) {
            at++;
        }
        return at - block;
    }

    private boolean addPlain(int column, int block, boolean inOpenPage, PlainRun out) {
        int first = firstRow[block];
        if (isSparse(block) || !columns[column].defers() || interests[column].lacks(first, rows[block])) {
            return false;
        }
        Optional<NumberBlock> numbers = columns[column].plainNumbers(first, rows[block], inOpenPage);
        numbers.ifPresent(found -> out.add(found, mask(block)));
        return numbers.isPresent();
    }

    /// Values of few rows are picked one by one; numbers of more are decoded when asked for.
    @Override
    public ColumnVector column(int column, int block) {
        if (!touched[column] && isSparse(block) && block + 1 < blocks) {
            touched[column] = true;
            touchHeads(column, block, blocks);
            touchRows(column, block, blocks);
        }
        return pick(column, block);
    }

    /// Answers a column's values in a block, as [#column] does, without a look at other blocks.
    ColumnVector pick(int column, int block) {
        int first = firstRow[block];
        if (interests[column].lacks(first, rows[block])) {
            return interests[column].nothing();
        }
        int count = selected[block];
        boolean few = count <= SparseReader.SPARSE_NUMBERS;
        if (count < rows[block] && (few || !columns[column].defers())) {
            return columns[column].readAt(first, rows[block], positions(block), count);
        }
        return columns[column].read(first, rows[block]);
    }

    /// Lists the rows that count, while fewer than all do; once for columns that ask one after the other.
    int[] positions(int block) {
        if (listedBlock != block) {
            if (positions.length < selected[block]) {
                positions = new int[ColumnVector.BATCH_ROWS];
            }
            BitmapKernels.list(masks[block], WORDS, positions);
            listedBlock = block;
        }
        return positions;
    }
}
