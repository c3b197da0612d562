package org.almagest.exec.function;

import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.ColumnVector;

/// Row `row` of an array vector while it is filled, element by element.
final class ArrayRow {
    /// No function makes longer arrays.
    static final int LONGEST = 1 << 24;

    private final ArrayColumnVector result;
    private final int row;
    private int at;

    ArrayRow(ColumnVector result, int row) {
        this.result = (ArrayColumnVector) result;
        this.row = row;
        at = this.result.offsets()[row];
    }

    /// Answers the child with room for one more element, which goes to `next()`.
    private ColumnVector room() {
        return room(1);
    }

    /// What was added so far is part of the row, or growing would lose it.
    private ColumnVector room(int elements) {
        result.offsets()[row + 1] = at;
        return result.ensureChild(Math.addExact(at, elements));
    }

    ArrayRow add(ColumnVector source, int element) {
        room().copyRow(source, element, at++);
        return this;
    }

    ArrayRow addNull() {
        org.almagest.columnar.vector.Cells.setNull(room(), at++);
        return this;
    }

    ArrayRow add(long number) {
        ColumnVector child = room();
        Rows.setLong(child, at, number);
        child.setValid(at++);
        return this;
    }

    ArrayRow add(String text) {
        ((org.almagest.columnar.vector.TextColumnVector) room()).append(at++, text);
        return this;
    }

    /// Adds elements `from` to `to` of an array's child.
    ArrayRow addAll(ColumnVector child, int from, int to) {
        ColumnVector into = room(to - from);
        for (int i = from; i < to; i++) {
            into.copyRow(child, i, at++);
        }
        return this;
    }

    /// Adds every element of a row of another vector.
    ArrayRow addAll(ColumnVector arrays, int from) {
        ArrayColumnVector array = (ArrayColumnVector) arrays;
        int start = array.start(from);
        return addAll(array.child(), start, start + array.length(from));
    }

    /// Declares the row complete.
    void end() {
        result.offsets()[row + 1] = at;
        result.setValid(row);
    }

    static void checkLength(String name, long elements) {
        if (elements < 0 || elements > LONGEST) {
            throw AlmagestException.of(
                    SqlState.INVALID_PARAMETER,
                    name + " makes arrays of 0 to " + LONGEST + " elements, not of " + elements);
        }
    }
}
