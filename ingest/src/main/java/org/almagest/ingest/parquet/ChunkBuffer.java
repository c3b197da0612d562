package org.almagest.ingest.parquet;

import java.util.Arrays;
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

/// The rows of one column of a row group until it is written: levels, and the values that are not
/// NULL. Numbers of every kind are kept as 64 bits (floats by their bits); 128-bit ones have a
/// second array; byte strings stand in `text` between `ends`.
final class ChunkBuffer {
    private final WrittenColumn column;
    int[] definitions = new int[1024];
    int[] repetitions = new int[0];
    int levelCount;
    long[] numbers = new long[1024];
    long[] highs = new long[0];
    byte[] text = new byte[0];
    int[] ends = new int[0];
    int valueCount;
    private int textBytes;

    ChunkBuffer(WrittenColumn column) {
        this.column = column;
    }

    void clear() {
        levelCount = 0;
        valueCount = 0;
        textBytes = 0;
    }

    /// Answers the bytes of memory that the arrays have.
    long heldBytes() {
        return 4L * (definitions.length + repetitions.length + ends.length)
                + 8L * (numbers.length + highs.length)
                + text.length;
    }

    /// Answers the bytes that the rows take; the arrays have at most about twice as many.
    long usedBytes() {
        return 8L * levelCount + 12L * valueCount + textBytes;
    }

    int start(int value) {
        return value == 0 ? 0 : ends[value - 1];
    }

    void append(Batch batch, ColumnVector vector) {
        for (int i = 0; i < batch.size(); i++) {
            int row = batch.row(i);
            if (vector instanceof ArrayColumnVector arrays) {
                appendArray(arrays, row);
            } else if (vector.isNull(row)) {
                level(0, 0);
            } else {
                level(1, 0);
                value(vector, row);
            }
        }
    }

    private void appendArray(ArrayColumnVector arrays, int row) {
        if (arrays.isNull(row)) {
            level(0, 0);
            return;
        }
        int length = arrays.length(row);
        if (length == 0) {
            level(1, 0);
        }
        ColumnVector child = arrays.child();
        for (int i = 0; i < length; i++) {
            int element = arrays.start(row) + i;
            boolean absent = child.isNull(element);
            level(absent ? 2 : 3, i == 0 ? 0 : 1);
            if (!absent) {
                value(child, element);
            }
        }
    }

    private void level(int definition, int repetition) {
        if (levelCount == definitions.length) {
            definitions = Arrays.copyOf(definitions, levelCount * 2);
        }
        if (column.isArray()) {
            if (repetitions.length < definitions.length) {
                repetitions = Arrays.copyOf(repetitions, definitions.length);
            }
            repetitions[levelCount] = repetition;
        }
        definitions[levelCount++] = definition;
    }

    private void value(ColumnVector vector, int row) {
        switch (vector) {
            case BooleanColumnVector truths -> number(truths.get(row));
            case IntColumnVector ints -> number(ints.get(row));
            case LongColumnVector longs -> number(longs.get(row));
            case FloatColumnVector floats -> number(Float.floatToRawIntBits(floats.get(row)));
            case DoubleColumnVector doubles -> number(Double.doubleToRawLongBits(doubles.get(row)));
            case HugeColumnVector huges -> {
                int slot = huges.slot(row);
                number(huges.low()[slot]);
                if (highs.length < numbers.length) {
                    highs = Arrays.copyOf(highs, numbers.length);
                }
                highs[valueCount - 1] = huges.high()[slot];
            }
            case TextColumnVector strings -> string(strings.bytes(), strings.start(row), strings.length(row));
            case ArrayColumnVector arrays -> throw new IllegalStateException("arrays of arrays do not exist");
        }
    }

    private void number(long value) {
        if (valueCount == numbers.length) {
            numbers = Arrays.copyOf(numbers, valueCount * 2);
        }
        numbers[valueCount++] = value;
    }

    private void string(byte[] bytes, int start, int length) {
        int end = Math.addExact(textBytes, length);
        if (end > text.length) {
            text = Arrays.copyOf(text, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(end, 2L * text.length)));
        }
        if (valueCount == ends.length) {
            ends = Arrays.copyOf(ends, Math.max(1024, valueCount * 2));
        }
        System.arraycopy(bytes, start, text, textBytes, length);
        textBytes = end;
        ends[valueCount++] = end;
    }
}
