package org.almagest.columnar.vector;

import java.util.List;
import org.almagest.columnar.kernel.BitmapKernels;
import org.almagest.columnar.kernel.FilterKernels;
import org.almagest.columnar.type.DataType;

/// At most 1,024 rows of some columns, with the rows that count: all `rowCount()` of them, or those
/// that the selection vector lists in ascending order. A producer may give the rows that count as a
/// bitmap instead; the list is then made when it is first asked for. A batch is owned by one thread and valid
/// until its producer makes the next one. The vectors belong to their producers: a batch only
/// points at them, so projecting copies nothing.
public final class Batch {
    /// Up to so many rows are listed bit by bit.
    private static final int FEW_ROWS = 48;

    private static final int[] NO_ROWS = {};

    private final ColumnVector[] columns;
    /// Made when somebody asks for it: most batches of few rows get along without.
    private int[] selection = NO_ROWS;

    private int rowCount;
    private int selectedCount;
    private boolean selected;

    /// The rows that count as a bitmap, while `masked`.
    private final long[] mask = new long[ColumnVector.BATCH_ROWS / 64];

    private boolean masked;

    /// Whether the selection vector lists what the mask says.
    private boolean listed;

    public Batch(int columnCount) {
        columns = new ColumnVector[columnCount];
    }

    /// Makes a batch with vectors of its own, one per type.
    public static Batch allocate(List<DataType> types) {
        return allocate(types, ColumnVector.BATCH_ROWS);
    }

    /// Makes a batch with vectors of its own for at most `capacity` rows.
    public static Batch allocate(List<DataType> types, int capacity) {
        Batch batch = new Batch(types.size());
        for (int i = 0; i < types.size(); i++) {
            batch.columns[i] = ColumnVector.allocate(types.get(i), capacity);
        }
        return batch;
    }

    public int columnCount() {
        return columns.length;
    }

    public ColumnVector column(int position) {
        return columns[position];
    }

    public void setColumn(int position, ColumnVector vector) {
        columns[position] = vector;
    }

    /// Answers the rows that the vectors hold, selected or not.
    public int rowCount() {
        return rowCount;
    }

    /// Declares `rows` rows, all of which count.
    public void setRowCount(int rows) {
        if (rows < 0 || rows > ColumnVector.BATCH_ROWS) {
            throw new IllegalArgumentException("a batch has at most 1,024 rows: " + rows);
        }
        rowCount = rows;
        selectedCount = rows;
        selected = false;
        masked = false;
    }

    /// Answers whether only the rows of the selection vector count.
    public boolean hasSelection() {
        return selected;
    }

    /// Answers the selection vector; its first `size()` entries count while `hasSelection()`.
    public int[] selection() {
        int[] rows = ownSelection();
        if (masked && !listed) {
            if (selectedCount <= FEW_ROWS) {
                BitmapKernels.list(mask, mask.length, rows);
            } else {
                FilterKernels.select(mask, rowCount, rows);
            }
            listed = true;
        }
        return rows;
    }

    private int[] ownSelection() {
        if (selection.length == 0) {
            selection = new int[ColumnVector.BATCH_ROWS];
        }
        return selection;
    }

    /// Declares that the first `count` entries of `selection()` name the rows that count.
    public void setSelected(int count) {
        selectedCount = count;
        selected = count < rowCount;
        masked = false;
    }

    /// Declares that the rows that count, `count` of them, are those whose bit is set in `rows`; no
    /// bit beyond the batch's rows is.
    public void setSelected(long[] rows, int count) {
        System.arraycopy(rows, 0, mask, 0, mask.length);
        selectedCount = count;
        selected = count < rowCount;
        masked = selected;
        listed = false;
    }

    /// Answers whether `mask()` says which rows count.
    public boolean hasMask() {
        return masked;
    }

    /// Answers the rows that count as a bitmap, while `hasMask()`.
    public long[] mask() {
        return mask;
    }

    /// Answers how many rows count.
    public int size() {
        return selectedCount;
    }

    /// Answers the row at place `i` of `size()`.
    public int row(int i) {
        return selected ? selection()[i] : i;
    }

    /// Makes this batch hold the rows and the selection of another (not its columns).
    public void shareRows(Batch other) {
        rowCount = other.rowCount;
        selectedCount = other.selectedCount;
        selected = other.selected;
        masked = other.masked;
        listed = other.listed;
        if (masked) {
            System.arraycopy(other.mask, 0, mask, 0, mask.length);
        }
        if (selected && (listed || !masked)) {
            System.arraycopy(other.selection(), 0, ownSelection(), 0, selectedCount);
        }
    }

    /// Empties every vector that the batch points at, and the batch.
    public void reset() {
        for (ColumnVector column : columns) {
            column.reset();
        }
        setRowCount(0);
    }
}
