package org.almagest.exec.evaluate;

import java.util.Optional;
import org.almagest.columnar.kernel.FilterKernels;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.kernel.ScalarSelect;

/// A comparison of numbers with a constant as membership in a closed range, or the lack of it.
///
/// ```text
/// x < 7   in [MIN, 6]      x >= 7   not in [MIN, 6]      x = 7   in [7, 7]
/// y < c   in [-inf, the number before c]        y > c   not in [-inf, c], so that NaN counts
/// ```
///
/// Integers are held by `low` and the unsigned `span` above it, which serves signed and unsigned
/// order alike; floating numbers by `least` and `most`, NaN lying in no range.
sealed interface RangeTest {
    /// Sets the bits of the rows in the range, for all rows of a batch; bits beyond are undefined.
    void mark(ColumnVector vector, int rows, long[] bits);

    /// Keeps the listed rows that pass (the negation included).
    int keep(ColumnVector vector, int[] rows, int count, int[] out);

    /// Answers whether rows outside the range pass.
    boolean negated();

    /// Rows of INT.
    record Ints(int low, int span, boolean negated) implements RangeTest {
        @Override
        public void mark(ColumnVector vector, int rows, long[] bits) {
            FilterKernels.rangeInts(((IntColumnVector) vector).values(), rows, low, span, bits);
        }

        @Override
        public int keep(ColumnVector vector, int[] rows, int count, int[] out) {
            int[] values = ((IntColumnVector) vector).values();
            return ScalarSelect.rangeInts(values, low, span, flip(), rows, count, out);
        }
    }

    /// Rows of LONG, signed or unsigned.
    record Longs(long low, long span, boolean negated) implements RangeTest {
        @Override
        public void mark(ColumnVector vector, int rows, long[] bits) {
            FilterKernels.rangeLongs(((LongColumnVector) vector).values(), rows, low, span, bits);
        }

        @Override
        public int keep(ColumnVector vector, int[] rows, int count, int[] out) {
            long[] values = ((LongColumnVector) vector).values();
            return ScalarSelect.rangeLongs(values, low, span, flip(), rows, count, out);
        }
    }

    /// Rows of FLOAT.
    record Floats(float least, float most, boolean negated) implements RangeTest {
        @Override
        public void mark(ColumnVector vector, int rows, long[] bits) {
            FilterKernels.rangeFloats(((FloatColumnVector) vector).values(), rows, least, most, bits);
        }

        @Override
        public int keep(ColumnVector vector, int[] rows, int count, int[] out) {
            float[] values = ((FloatColumnVector) vector).values();
            return ScalarSelect.rangeFloats(values, least, most, flip(), rows, count, out);
        }
    }

    /// Rows of DOUBLE.
    record Doubles(double least, double most, boolean negated) implements RangeTest {
        @Override
        public void mark(ColumnVector vector, int rows, long[] bits) {
            FilterKernels.rangeDoubles(((DoubleColumnVector) vector).values(), rows, least, most, bits);
        }

        @Override
        public int keep(ColumnVector vector, int[] rows, int count, int[] out) {
            double[] values = ((DoubleColumnVector) vector).values();
            return ScalarSelect.rangeDoubles(values, least, most, flip(), rows, count, out);
        }
    }

    default int flip() {
        return negated() ? 1 : 0;
    }

    /// Makes the test of `x comparison value`; empty for other types than numbers, dates and times
    /// of 64 bits, and for comparisons that hold always or never.
    static Optional<RangeTest> of(Comparison comparison, DataType type, Value value) {
        boolean below = comparison == Comparison.LESS || comparison == Comparison.GREATER_OR_EQUAL;
        boolean equality = comparison == Comparison.EQUAL || comparison == Comparison.NOT_EQUAL;
        boolean negated = comparison == Comparison.NOT_EQUAL
                || comparison == Comparison.GREATER
                || comparison == Comparison.GREATER_OR_EQUAL;
        return switch (type.physical()) {
            case INT -> ints((int) ((Value.OfLong) value).value(), equality, below, negated);
            case LONG -> {
                long floor = type == ScalarType.UBIGINT ? 0 : Long.MIN_VALUE;
                yield longs(((Value.OfLong) value).value(), floor, equality, below, negated);
            }
            case FLOAT -> floats((float) ((Value.OfDouble) value).value(), equality, below, negated);
            case DOUBLE -> doubles(((Value.OfDouble) value).value(), equality, below, negated);
            case BOOLEAN, HUGE, BYTES, ARRAY -> Optional.empty();
        };
    }

    private static Optional<RangeTest> ints(int value, boolean equality, boolean below, boolean negated) {
        if (equality) {
            return Optional.of(new Ints(value, 0, negated));
        }
        if (below && value == Integer.MIN_VALUE) {
            return Optional.empty();
        }
        int last = below ? value - 1 : value;
        return Optional.of(new Ints(Integer.MIN_VALUE, last - Integer.MIN_VALUE, negated));
    }

    private static Optional<RangeTest> longs(long value, long floor, boolean equality, boolean below, boolean negated) {
        if (equality) {
            return Optional.of(new Longs(value, 0, negated));
        }
        if (below && value == floor) {
            return Optional.empty();
        }
        long last = below ? value - 1 : value;
        return Optional.of(new Longs(floor, last - floor, negated));
    }

    private static Optional<RangeTest> floats(float value, boolean equality, boolean below, boolean negated) {
        if (Float.isNaN(value) || below && value == Float.NEGATIVE_INFINITY) {
            return Optional.empty();
        }
        float most = below ? Math.nextDown(value) : value;
        return Optional.of(new Floats(equality ? value : Float.NEGATIVE_INFINITY, most, negated));
    }

    private static Optional<RangeTest> doubles(double value, boolean equality, boolean below, boolean negated) {
        if (Double.isNaN(value) || below && value == Double.NEGATIVE_INFINITY) {
            return Optional.empty();
        }
        double most = below ? Math.nextDown(value) : value;
        return Optional.of(new Doubles(equality ? value : Double.NEGATIVE_INFINITY, most, negated));
    }
}
