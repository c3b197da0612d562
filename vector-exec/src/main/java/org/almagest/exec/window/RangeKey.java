package org.almagest.exec.window;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.plan.WindowFrame;

/// The sort key of a frame that goes by distances. A row is within a distance of another as
/// PostgreSQL has it: NULL only of NULL, NaN only of NaN, infinity also of itself; a distance beyond
/// the type's range is as far as there are values.
record RangeKey(OrderedRows rows, int column, DataType type, boolean descending, boolean nullsFirst) {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;

    /// Answers what decides about one end of the frame.
    Side side(WindowFrame.Bound bound, boolean isStart) {
        boolean subtract = (bound.kind() == WindowFrame.BoundKind.PRECEDING) != descending;
        // An ascending frame starts at the first key that is not less than its start.
        boolean less = isStart == descending;
        Reach reach = reach(bound.offset().orElseThrow(), subtract, less);
        return new Side(this, reach, isStart);
    }

    private Reach reach(WindowFrame.Offset offset, boolean subtract, boolean less) {
        return switch (offset) {
            case WindowFrame.Offset.Count count -> throw new IllegalStateException("rows are no distance: " + count);
            case WindowFrame.Offset.Period period -> new PeriodReach(period, subtract, less);
            case WindowFrame.Offset.Distance(Value value) ->
                switch (value) {
                    case Value.OfDouble(double distance) -> new DoubleReach(distance, subtract, less);
                    case Value.OfLong(long distance) -> new LongReach(distance, subtract, less);
                    case Value.OfHuge(BigInteger distance) -> new HugeReach(distance, subtract, less);
                    default -> throw new IllegalStateException("no distance: " + value);
                };
        };
    }

    /// One end of the frame of a current position. Owned by one thread.
    static final class Side {
        private final RangeKey key;
        private final Reach reach;
        private final boolean isStart;
        private final ValueCursor current;
        private final ValueCursor other;
        private boolean currentIsNull;

        Side(RangeKey key, Reach reach, boolean isStart) {
            this.key = key;
            this.reach = reach;
            this.isStart = isStart;
            current = new ValueCursor(key.rows, key.column, key.type);
            other = new ValueCursor(key.rows, key.column, key.type);
        }

        void open() {
            current.open();
            other.open();
        }

        /// Takes the row whose frame is sought.
        void current(int position) {
            int row = current.seek(position);
            currentIsNull = current.vector().isNull(row);
            if (!currentIsNull) {
                reach.from(current.vector(), row);
            }
        }

        /// Answers whether the end lies behind a position.
        boolean isBefore(int position) {
            int row = other.seek(position);
            boolean otherIsNull = other.vector().isNull(row);
            if (otherIsNull || currentIsNull) {
                if (isStart) {
                    return key.nullsFirst ? otherIsNull && !currentIsNull : !otherIsNull && currentIsNull;
                }
                return key.nullsFirst ? otherIsNull : !otherIsNull || currentIsNull;
            }
            boolean inRange = reach.covers(other.vector(), row);
            return isStart ? !inRange : inRange;
        }
    }

    /// How far a distance goes from a value: up to it (`less`) or down to it.
    private abstract static sealed class Reach {
        final boolean subtract;
        final boolean less;

        Reach(boolean subtract, boolean less) {
            this.subtract = subtract;
            this.less = less;
        }

        abstract void from(ColumnVector vector, int row);

        abstract boolean covers(ColumnVector vector, int row);
    }

    private static final class DoubleReach extends Reach {
        private final double distance;
        private double base;
        private double limit;
        private boolean everything;

        DoubleReach(double distance, boolean subtract, boolean less) {
            super(subtract, less);
            this.distance = distance;
        }

        @Override
        void from(ColumnVector vector, int row) {
            base = ((DoubleColumnVector) vector).get(row);
            everything = Double.isInfinite(distance) && Double.isInfinite(base) && (subtract ? base > 0 : base < 0);
            limit = subtract ? base - distance : base + distance;
        }

        @Override
        boolean covers(ColumnVector vector, int row) {
            double value = ((DoubleColumnVector) vector).get(row);
            if (Double.isNaN(value)) {
                return Double.isNaN(base) || !less;
            }
            if (Double.isNaN(base)) {
                return less;
            }
            return everything || (less ? value <= limit : value >= limit);
        }
    }

    private static final class LongReach extends Reach {
        private final long distance;
        private long limit;

        LongReach(long distance, boolean subtract, boolean less) {
            super(subtract, less);
            this.distance = distance;
        }

        @Override
        void from(ColumnVector vector, int row) {
            long base = valueOf(vector, row);
            limit = subtract ? base - distance : base + distance;
            boolean beyond = subtract ? limit > base : limit < base;
            if (beyond) {
                limit = subtract ? Long.MIN_VALUE : Long.MAX_VALUE;
            }
        }

        @Override
        boolean covers(ColumnVector vector, int row) {
            long value = valueOf(vector, row);
            return less ? value <= limit : value >= limit;
        }

        private static long valueOf(ColumnVector vector, int row) {
            return vector instanceof IntColumnVector ints ? ints.get(row) : ((LongColumnVector) vector).get(row);
        }
    }

    private static final class HugeReach extends Reach {
        private final BigInteger distance;
        private BigInteger limit = BigInteger.ZERO;

        HugeReach(BigInteger distance, boolean subtract, boolean less) {
            super(subtract, less);
            this.distance = distance;
        }

        @Override
        void from(ColumnVector vector, int row) {
            BigInteger base = ((HugeColumnVector) vector).get(row);
            limit = subtract ? base.subtract(distance) : base.add(distance);
        }

        @Override
        boolean covers(ColumnVector vector, int row) {
            int order = ((HugeColumnVector) vector).get(row).compareTo(limit);
            return less ? order <= 0 : order >= 0;
        }
    }

    /// Months, days and microseconds from a time; the keys are TIMESTAMPs.
    private static final class PeriodReach extends Reach {
        private final WindowFrame.Offset.Period period;
        private long limit;

        PeriodReach(WindowFrame.Offset.Period period, boolean subtract, boolean less) {
            super(subtract, less);
            this.period = period;
        }

        @Override
        void from(ColumnVector vector, int row) {
            long base = ((LongColumnVector) vector).get(row);
            int sign = subtract ? -1 : 1;
            try {
                LocalDateTime time = LocalDateTime.ofEpochSecond(
                                Math.floorDiv(base, MICROS_PER_SECOND),
                                (int) (Math.floorMod(base, MICROS_PER_SECOND) * NANOS_PER_MICRO),
                                ZoneOffset.UTC)
                        .plusMonths(sign * period.months())
                        .plusDays(sign * period.days())
                        .plus(sign * period.micros(), ChronoUnit.MICROS);
                limit = Math.addExact(
                        Math.multiplyExact(time.toEpochSecond(ZoneOffset.UTC), MICROS_PER_SECOND),
                        time.getNano() / NANOS_PER_MICRO);
            } catch (DateTimeException | ArithmeticException beyond) {
                limit = subtract ? Long.MIN_VALUE : Long.MAX_VALUE;
            }
        }

        @Override
        boolean covers(ColumnVector vector, int row) {
            long value = ((LongColumnVector) vector).get(row);
            return less ? value <= limit : value >= limit;
        }
    }
}
