package org.almagest.columnar.vector;

import java.util.List;
import org.almagest.columnar.type.DataType;

/// At most 1,024 rows of some columns, with the rows that count: all `rowCount()` of them, or those
/// that the selection vector lists in ascending order. A batch is owned by one thread and valid
/// until its producer makes the next one. The vectors belong to their producers: a batch only
/// points at them, so projecting copies nothing.
public final class Batch {
    private final ColumnVector[] columns;
    private final int[] selection = new int[ColumnVector.BATCH_ROWS];
    private int rowCount;
    private int selectedCount;
    private boolean selected;

    public Batch(int columnCount) {
        columns = new ColumnVector[columnCount];
    }

    /// Makes a batch with vectors of its own, one per type.
    public static Batch allocate(List<DataType> types) {
        Batch batch = new Batch(types.size());
        for (int i = 0; i < types.size(); i++) {
            batch.columns[i] = ColumnVector.allocate(types.get(i), ColumnVector.BATCH_ROWS);
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
    }

    /// Answers whether only the rows of the selection vector count.
    public boolean hasSelection() {
        return selected;
    }

    /// Answers the selection vector; its first `size()` entries count while `hasSelection()`.
    public int[] selection() {
        return selection;
    }

    /// Declares that the first `count` entries of `selection()` name the rows that count.
    public void setSelected(int count) {
        selectedCount = count;
        selected = count < rowCount;
    }

    /// Answers how many rows count.
    public int size() {
        return selectedCount;
    }

    /// Answers the row at place `i` of `size()`.
    public int row(int i) {
        return selected ? selection[i] : i;
    }

    /// Makes this batch hold the rows and the selection of another (not its columns).
    public void shareRows(Batch other) {
        rowCount = other.rowCount;
        selectedCount = other.selectedCount;
        selected = other.selected;
        if (selected) {
            System.arraycopy(other.selection, 0, selection, 0, selectedCount);
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
