package org.almagest.exec.aggregate;

import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ColumnVector;

/// A value for each group that has one, taken from rows of a batch and compared with them. Values
/// are compared as MIN and MAX do: NaN is greater than every number, text goes by its bytes.
abstract class GroupCells {
    /// Makes cells for the values of a type.
    static GroupCells of(DataType type) {
        return switch (type.physical()) {
            case BOOLEAN, INT, LONG -> new IntegerCells(type == ScalarType.UBIGINT);
            case FLOAT, DOUBLE -> new DoubleCells();
            case BYTES -> new BytesCells();
            case HUGE, ARRAY -> new ValueCells();
        };
    }

    /// Makes room for the groups below `groups`.
    abstract void ensure(int groups);

    /// Takes the batch that rows mean from now on.
    abstract void open(Argument argument);

    /// Compares the value of a row with that of a group, which has one.
    abstract int compare(int row, int group);

    abstract void set(int group, int row);

    /// Compares a group of other cells with one of these; both have values.
    abstract int compare(GroupCells other, int from, int group);

    abstract void set(int group, GroupCells other, int from);

    /// Writes the value of a group to a row, in ascending order of rows.
    abstract void write(int group, ColumnVector out, int row);

    /// Answers the bytes of heap that the values take, near enough.
    abstract long bytes();
}
