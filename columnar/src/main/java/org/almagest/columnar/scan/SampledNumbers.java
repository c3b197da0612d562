package org.almagest.columnar.scan;

import java.util.Arrays;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;

/// The numbers of a column in a sample, as they are stored (a DECIMAL unscaled, a date in days) and rounded
/// to doubles: by row, and sorted. NaN is the greatest. Immutable.
public final class SampledNumbers {
    private final double[] values;
    private final boolean[] nulls;
    private final double[] sorted;

    private SampledNumbers(double[] values, boolean[] nulls, double[] sorted) {
        this.values = values;
        this.nulls = nulls;
        this.sorted = sorted;
    }

    /// Answers whether the values of a type are numbers here.
    public static boolean takes(DataType type) {
        PhysicalType physical = type.physical();
        return type != ScalarType.UBIGINT
                && type != ScalarType.INTERVAL
                && physical != PhysicalType.BOOLEAN
                && physical != PhysicalType.BYTES
                && physical != PhysicalType.ARRAY;
    }

    /// Answers how many rows there are, NULLs among them.
    public int rows() {
        return values.length;
    }

    /// Answers how many are not NULL.
    public int count() {
        return sorted.length;
    }

    public boolean isNull(int row) {
        return nulls[row];
    }

    public double value(int row) {
        return values[row];
    }

    /// Answers the value at a place of the ascending order, from 0.
    public double sorted(int place) {
        return sorted[place];
    }

    /// Answers how many values are less than a number.
    public int below(double number) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (Double.compare(sorted[middle], number) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Answers how many values are less than a number, or equal to it.
    public int upTo(double number) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (Double.compare(sorted[middle], number) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Collects the numbers of batches of one column.
    public static final class Builder {
        private final double[] values;
        private final boolean[] nulls;
        private int rows;

        /// Makes room for so many rows.
        public Builder(int rows) {
            values = new double[rows];
            nulls = new boolean[rows];
        }

        public void add(Batch batch) {
            ColumnVector vector = batch.column(0);
            for (int i = 0; i < batch.size(); i++) {
                int row = batch.row(i);
                nulls[rows] = vector.isNull(row);
                values[rows] = nulls[rows] ? 0 : number(vector, row) + 0.0;
                rows++;
            }
        }

        private static double number(ColumnVector vector, int row) {
            return switch (vector) {
                case IntColumnVector v -> v.get(row);
                case LongColumnVector v -> v.get(row);
                case FloatColumnVector v -> v.get(row);
                case DoubleColumnVector v -> v.get(row);
                case HugeColumnVector v -> v.get(row).doubleValue();
                default -> throw new IllegalArgumentException("a column of numbers is sampled, not " + vector);
            };
        }

        public SampledNumbers build() {
            if (rows != values.length) {
                throw new IllegalStateException(rows + " rows in a sample of " + values.length);
            }
            double[] sorted = new double[rows];
            int count = 0;
            for (int row = 0; row < rows; row++) {
                if (!nulls[row]) {
                    sorted[count++] = Double.isNaN(values[row]) ? Double.NaN : values[row];
                }
            }
            sorted = Arrays.copyOf(sorted, count);
            Arrays.sort(sorted);
            return new SampledNumbers(values, nulls, sorted);
        }
    }
}
