package org.almagest.exec.function;

import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.exec.cast.ExactNumber;

/// The numbers of one array as DOUBLE, NULLs left out; recycled from row to row by its evaluator.
final class ElementNumbers {
    private double[] values = new double[16];
    private int count;

    /// Takes the elements of a row that are not NULL.
    void gather(DataType element, ArrayColumnVector arrays, int row) {
        int length = arrays.length(row);
        int start = arrays.start(row);
        if (values.length < length) {
            values = new double[Math.max(length, values.length * 2)];
        }
        ColumnVector child = arrays.child();
        count = 0;
        if (child instanceof DoubleColumnVector doubles && !child.hasNulls()) {
            System.arraycopy(doubles.values(), start, values, 0, length);
            count = length;
            return;
        }
        for (int i = start; i < start + length; i++) {
            if (!child.isNull(i)) {
                values[count++] = number(element, child, i);
            }
        }
    }

    /// Answers a number of any type as DOUBLE.
    static double number(DataType type, ColumnVector vector, int row) {
        return switch (vector) {
            case DoubleColumnVector doubles -> doubles.get(row);
            case FloatColumnVector floats -> floats.get(row);
            default ->
                type == ScalarType.UBIGINT
                                || ExactNumber.scale(type) > 0
                                || type.physical() == org.almagest.columnar.type.PhysicalType.HUGE
                        ? ExactNumber.read(type, vector, row).doubleValue()
                        : Rows.getLong(vector, row);
        };
    }

    /// Answers the numbers; only the first `count()` are of this row. They may be reordered.
    double[] values() {
        return values;
    }

    int count() {
        return count;
    }

    double sum() {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += values[i];
        }
        return sum;
    }

    double product() {
        double product = 1;
        for (int i = 0; i < count; i++) {
            product *= values[i];
        }
        return product;
    }

    double mean() {
        return sum() / count;
    }

    /// Answers the sum of the squared distances from the mean.
    double squares() {
        double mean = mean();
        double squares = 0;
        for (int i = 0; i < count; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
        }
        return squares;
    }

    /// Answers the middle of the sorted numbers, between two of them by half.
    double median() {
        java.util.Arrays.sort(values, 0, count);
        double upper = values[count / 2];
        double lower = values[(count - 1) / 2];
        return lower == upper ? lower : lower + (upper - lower) / 2;
    }
}
