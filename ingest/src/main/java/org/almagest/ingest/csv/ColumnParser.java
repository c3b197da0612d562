package org.almagest.ingest.csv;

import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.ingest.csv.kernel.NumberKernels;

/// Turns the fields of one column into a vector. Owned by one thread.
abstract sealed class ColumnParser permits TextColumnParser, ColumnParser.OfValues {
    /// Is told of each value that the column's type does not take; the row's value is NULL.
    interface BadValues {
        void bad(int row, int column);
    }

    /// Fills the vector with the fields of `column`. `ascii` says that all bytes of the rows are.
    abstract void parse(byte[] bytes, FieldTable fields, int column, boolean ascii, ColumnVector out, BadValues bad);

    /// Makes the parser of a column.
    static ColumnParser of(CsvColumn column, CsvDialect dialect, NullWords nullWords) {
        if (column.allMissing()) {
            return new OfValues(ScalarType.NULL, ValueReader.NOTHING, false, dialect, nullWords);
        }
        if (column.type() == ScalarType.VARCHAR) {
            return new TextColumnParser(dialect);
        }
        ValueReader reader = ValueReader.of(column.name(), column.type());
        return new OfValues(column.type(), reader, column.inferred(), dialect, nullWords);
    }

    /// Every type but text: kernels take the plain numbers, the reader takes the other rows.
    static final class OfValues extends ColumnParser {
        private final DataType type;
        private final ValueReader reader;
        private final int shape;
        private final CsvDialect dialect;
        private final NullWords nullWords;
        private final int[] odd = new int[ColumnVector.BATCH_ROWS];

        /// Strict: takes only values from which the type would have been inferred.
        OfValues(DataType type, ValueReader reader, boolean strict, CsvDialect dialect, NullWords nullWords) {
            this.type = type;
            this.reader = reader;
            this.shape = strict ? TypeEvidence.shapeOf(type) : 0;
            this.dialect = dialect;
            this.nullWords = nullWords;
        }

        @Override
        void parse(byte[] bytes, FieldTable fields, int column, boolean ascii, ColumnVector out, BadValues bad) {
            out.reset();
            int odds = plain(bytes, fields, column, out);
            boolean all = odds < 0;
            int count = all ? fields.rows() : odds;
            for (int i = 0; i < count; i++) {
                parseOdd(bytes, fields, column, all ? i : odd[i], out, bad);
            }
        }

        /// Answers how many rows are left in `odd`, or -1 for all rows.
        private int plain(byte[] bytes, FieldTable f, int column, ColumnVector out) {
            if (nullWords.mayBeNumber()) {
                return -1;
            }
            if (type == ScalarType.BIGINT) {
                long[] values = ((LongColumnVector) out).values();
                return NumberKernels.longs(bytes, f.starts(), f.ends(), f.columns(), column, f.rows(), values, odd);
            }
            if (type == ScalarType.DOUBLE) {
                double[] values = ((DoubleColumnVector) out).values();
                return NumberKernels.doubles(bytes, f.starts(), f.ends(), f.columns(), column, f.rows(), values, odd);
            }
            return -1;
        }

        private void parseOdd(byte[] bytes, FieldTable fields, int column, int row, ColumnVector out, BadValues bad) {
            int start = fields.start(row, column);
            int end = fields.end(row, column);
            while (start < end && dialect.isBlank(bytes[start])) {
                start++;
            }
            while (start < end && dialect.isBlank(bytes[end - 1])) {
                end--;
            }
            if (end - start >= 2 && bytes[start] == dialect.quote() && bytes[end - 1] == dialect.quote()) {
                start++;
                end--;
            }
            if (nullWords.contains(bytes, start, end)) {
                setNull(out, row);
            } else if (shape != 0 && (ValueShape.of(bytes, start, end) & shape) == 0
                    || !reader.read(bytes, start, end, row, out)) {
                setNull(out, row);
                bad.bad(row, column);
            }
        }

        private static void setNull(ColumnVector out, int row) {
            if (out instanceof TextColumnVector text) {
                text.appendNull(row);
            } else {
                out.setNull(row);
            }
        }
    }
}
