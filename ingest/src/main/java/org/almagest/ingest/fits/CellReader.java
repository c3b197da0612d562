package org.almagest.ingest.fits;

import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// Turns the cells of one column into a vector of its own, batch by batch; owned by one thread.
abstract sealed class CellReader
        permits CellReader.Absent,
                CellReader.Scalars,
                CellReader.FixedArrays,
                CellReader.Texts,
                CellReader.TextArrays,
                VariableCellReader,
                NumberReader {
    private final ColumnVector vector;

    CellReader(ColumnVector vector) {
        this.vector = vector;
    }

    /// Makes the reader of a column.
    static CellReader of(FitsColumn column, TableLayout layout, HeapReader heap) {
        ColumnVector vector = ColumnVector.allocate(column.type(), ColumnVector.BATCH_ROWS);
        return switch (column.cell()) {
            case CellForm.Absent() -> new Absent(vector);
            case CellForm.Scalar scalar -> new Scalars(vector, scalar);
            case CellForm.FixedArray array -> new FixedArrays((ArrayColumnVector) vector, array);
            case CellForm.Text text -> new Texts((TextColumnVector) vector, text);
            case CellForm.TextArray array -> new TextArrays((ArrayColumnVector) vector, array);
            case CellForm.VariableArray array -> VariableCellReader.of((ArrayColumnVector) vector, array, column, heap);
            case CellForm.VariableText text -> VariableCellReader.of((TextColumnVector) vector, text, column, heap);
            case CellForm.Number number -> new NumberReader(vector, number, column, layout.place());
        };
    }

    final ColumnVector vector() {
        return vector;
    }

    /// Answers how many of the next `count` rows this column can take in one batch: at least one.
    int fitting(byte[] rows, int start, int rowBytes, int count, long firstRow) {
        return count;
    }

    /// Fills the vector, which has been reset, with the cells of `count` rows that stand `rowBytes`
    /// apart from `start`. `firstRow` is the first one's number, for error messages.
    abstract void read(byte[] rows, int start, int rowBytes, int count, long firstRow);

    /// A column without bytes.
    static final class Absent extends CellReader {
        Absent(ColumnVector vector) {
            super(vector);
        }

        @Override
        void read(byte[] rows, int start, int rowBytes, int count, long firstRow) {
            for (int row = 0; row < count; row++) {
                switch (vector()) {
                    case TextColumnVector text -> text.appendNull(row);
                    case ArrayColumnVector array -> array.appendNull(row);
                    default -> vector().setNull(row);
                }
            }
        }
    }

    /// One element a row.
    static final class Scalars extends CellReader {
        private final CellForm.Scalar form;

        Scalars(ColumnVector vector, CellForm.Scalar form) {
            super(vector);
            this.form = form;
        }

        @Override
        void read(byte[] rows, int start, int rowBytes, int count, long firstRow) {
            ElementDecoder.column(form.element(), rows, start + form.offset(), rowBytes, count, vector(), 0);
        }
    }

    /// The same number of elements in every row.
    static final class FixedArrays extends CellReader {
        private final ArrayColumnVector vector;
        private final CellForm.FixedArray form;

        FixedArrays(ArrayColumnVector vector, CellForm.FixedArray form) {
            super(vector);
            this.vector = vector;
            this.form = form;
        }

        @Override
        void read(byte[] rows, int start, int rowBytes, int count, long firstRow) {
            int length = form.count();
            ColumnVector child = vector.ensureChild(Math.multiplyExact(count, length));
            int[] offsets = vector.offsets();
            for (int row = 0; row < count; row++) {
                int from = start + row * rowBytes + form.offset();
                ElementDecoder.cell(form.element(), rows, from, length, child, row * length);
                offsets[row + 1] = (row + 1) * length;
            }
        }
    }

    /// One string a row.
    static final class Texts extends CellReader {
        private final TextColumnVector vector;
        private final CellForm.Text form;

        Texts(TextColumnVector vector, CellForm.Text form) {
            super(vector);
            this.vector = vector;
            this.form = form;
        }

        @Override
        void read(byte[] rows, int start, int rowBytes, int count, long firstRow) {
            TextAppender.column(rows, start + form.offset(), rowBytes, form.width(), count, vector);
        }
    }

    /// The same number of strings in every row.
    static final class TextArrays extends CellReader {
        private final ArrayColumnVector vector;
        private final CellForm.TextArray form;

        TextArrays(ArrayColumnVector vector, CellForm.TextArray form) {
            super(vector);
            this.vector = vector;
            this.form = form;
        }

        @Override
        void read(byte[] rows, int start, int rowBytes, int count, long firstRow) {
            int length = form.count();
            TextColumnVector child = (TextColumnVector) vector.ensureChild(Math.multiplyExact(count, length));
            int[] offsets = vector.offsets();
            int element = 0;
            for (int row = 0; row < count; row++) {
                int from = start + row * rowBytes + form.offset();
                for (int i = 0; i < length; i++) {
                    TextAppender.append(rows, from + i * form.width(), form.width(), child, element++);
                }
                offsets[row + 1] = element;
            }
        }
    }
}
