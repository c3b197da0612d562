package org.almagest.ingest.parquet;

import java.nio.ByteBuffer;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;

/// Hands rows of a vector to parquet-java's writer of the column, with their levels: 0 is NULL, 1 a
/// scalar; of arrays 1 is an empty one, 2 an element that is NULL, 3 one that is not.
final class ColumnAppender {
    private static final int NULL = 0;
    private static final int SCALAR = 1;
    private static final int EMPTY = 1;
    private static final int NULL_ELEMENT = 2;
    private static final int ELEMENT = 3;

    private final ColumnWriter writer;
    private final boolean narrow;
    private final byte[] huge = new byte[WrittenSchema.HUGE_BYTES];
    private final ByteBuffer hugeView = ByteBuffer.wrap(huge);

    ColumnAppender(ColumnWriter writer, DataType valueType) {
        this.writer = writer;
        narrow = valueType == ScalarType.UINTEGER;
    }

    /// Writes the value of a row with its levels.
    private interface Cell {
        void write(int row, int repetition, int definition);
    }

    /// Appends the rows of the batch that count, from the `from`-th to the one before the `to`-th.
    void append(Batch batch, ColumnVector vector, int from, int to) {
        if (vector instanceof ArrayColumnVector arrays) {
            Cell element = cell(arrays.child());
            for (int i = from; i < to; i++) {
                array(arrays, element, batch.row(i));
            }
            return;
        }
        Cell value = cell(vector);
        for (int i = from; i < to; i++) {
            int row = batch.row(i);
            if (vector.isNull(row)) {
                writer.writeNull(0, NULL);
            } else {
                value.write(row, 0, SCALAR);
            }
        }
    }

    private void array(ArrayColumnVector arrays, Cell value, int row) {
        if (arrays.isNull(row)) {
            writer.writeNull(0, NULL);
            return;
        }
        int length = arrays.length(row);
        if (length == 0) {
            writer.writeNull(0, EMPTY);
        }
        ColumnVector child = arrays.child();
        for (int i = 0; i < length; i++) {
            int element = arrays.start(row) + i;
            int repetition = i == 0 ? 0 : 1;
            if (child.isNull(element)) {
                writer.writeNull(repetition, NULL_ELEMENT);
            } else {
                value.write(element, repetition, ELEMENT);
            }
        }
    }

    /// Chooses once for many rows how a value of the vector is written.
    private Cell cell(ColumnVector vector) {
        return switch (vector) {
            case BooleanColumnVector truths ->
                (row, repetition, definition) -> writer.write(truths.get(row) != 0, repetition, definition);
            case IntColumnVector ints ->
                (row, repetition, definition) -> writer.write(ints.get(row), repetition, definition);
            case LongColumnVector longs
            when narrow -> (row, repetition, definition) -> writer.write((int) longs.get(row), repetition, definition);
            case LongColumnVector longs ->
                (row, repetition, definition) -> writer.write(longs.get(row), repetition, definition);
            case FloatColumnVector floats ->
                (row, repetition, definition) -> writer.write(floats.get(row), repetition, definition);
            case DoubleColumnVector doubles ->
                (row, repetition, definition) -> writer.write(doubles.get(row), repetition, definition);
            case HugeColumnVector huges ->
                (row, repetition, definition) -> {
                    int slot = huges.slot(row);
                    hugeView.putLong(0, huges.high()[slot]).putLong(Long.BYTES, huges.low()[slot]);
                    writer.write(Binary.fromReusedByteArray(huge), repetition, definition);
                };
            case TextColumnVector strings ->
                (row, repetition, definition) -> writer.write(
                        Binary.fromReusedByteArray(strings.bytes(), strings.start(row), strings.length(row)),
                        repetition,
                        definition);
            case ArrayColumnVector arrays -> throw new IllegalStateException("arrays of arrays do not exist");
        };
    }
}
