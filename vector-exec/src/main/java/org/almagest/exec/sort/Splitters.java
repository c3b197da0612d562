package org.almagest.exec.sort;

import java.util.Arrays;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.rows.RowStore;

/// Keys of some rows, ascending, that cut an order into parts: a part has the rows from one splitter
/// on and before the next. Equal keys are told apart by their rows' ids, so that even rows that are all
/// equal are cut. The keys are copies: rows may move while others are looked up. Many threads.
///
/// ```text
/// cells    the first words' span in 65,536 equal steps: how many splitters lie below each. A cell with
///          one splitter belongs to the part behind it as a whole, so that hardly a row is searched for;
///          only where more share a cell are keys compared
/// ```
final class Splitters implements AutoCloseable {
    private static final int CELL_BITS = 16;

    private final RowStore copies;
    private final RowOrder order;
    private final RowOrder copiedOrder;
    private final int[] ids;
    private final long[] words;
    private final char[] cells;
    private final long lowest;
    private final int shift;

    /// Takes the keys of `ids`, at least one and fewer than 65,536, in their order, from rows whose
    /// segments start at `firstColumn`.
    Splitters(RowStore rows, RowOrder order, SortLayout layout, int firstColumn, int[] ids, OperatorMemory memory) {
        this.order = order;
        this.ids = ids.clone();
        copies = new RowStore(memory, layout.segmentTypes(), ids.length);
        Batch batch = Batch.allocate(layout.segmentTypes());
        int[] some = new int[ColumnVector.BATCH_ROWS];
        for (int from = 0; from < ids.length; from += some.length) {
            int count = Math.min(some.length, ids.length - from);
            for (int c = 0; c < batch.columnCount(); c++) {
                System.arraycopy(ids, from, some, 0, count);
                rows.gather(firstColumn + c, some, count, batch.column(c));
            }
            batch.setRowCount(count);
            copies.append(batch);
        }
        copiedOrder = new RowOrder(copies, layout.segments(), 0);
        words = new long[ids.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = copiedOrder.firstWord(copies.idOf(i));
        }
        lowest = words[0];
        long span = words[words.length - 1] - lowest;
        shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(span) - CELL_BITS);
        cells = cells();
    }

    private char[] cells() {
        char[] below = new char[(1 << CELL_BITS) + 1];
        Arrays.fill(below, (char) words.length);
        for (int i = words.length - 1; i >= 0; i--) {
            below[(int) (words[i] - lowest >>> shift)] = (char) i;
        }
        for (int cell = below.length - 2; cell >= 0; cell--) {
            below[cell] = (char) Math.min(below[cell], below[cell + 1]);
        }
        return below;
    }

    /// Answers the number of parts.
    int parts() {
        return words.length + 1;
    }

    /// Answers the part of the row with an id and a first word.
    int part(int id, long word) {
        long cell = word - lowest >>> shift;
        if (word + Long.MIN_VALUE < lowest + Long.MIN_VALUE) {
            return 0;
        }
        if (cell < 0 || cell >= cells.length - 1) {
            return words.length;
        }
        int low = cells[(int) cell];
        int high = cells[(int) cell + 1];
        return high - low <= 1 ? high : search(low, high, id, word);
    }

    private int search(int from, int to, int id, long word) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = low + high >>> 1;
            if (isAtMost(middle, id, word)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Answers whether a splitter stands at or before a row.
    private boolean isAtMost(int splitter, int id, long word) {
        if (words[splitter] != word) {
            return Long.compareUnsigned(words[splitter], word) < 0;
        }
        int byKeys = order.compareKeys(id, copiedOrder, copies.idOf(splitter));
        return byKeys > 0 || byKeys == 0 && id >= ids[splitter];
    }

    @Override
    public void close() {
        copies.close();
    }
}
