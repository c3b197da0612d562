package org.almagest.columnar.scan;

import java.util.List;
import org.almagest.columnar.type.Value;

/// A condition on one column (its position in the table's schema) that a scan may use to skip
/// pages, blocks and rows.
///
/// NULL never satisfies one, `IsNull` and `OrNull` apart. NaN equals itself and is greater than every number;
/// -0.0 equals 0.0. Text compares by bytes (code points). Values have the column's physical type:
/// `OfLong` for BOOLEAN, INT and LONG (UBIGINT compares unsigned), `OfDouble` for FLOAT and DOUBLE
/// (for a REAL column the value is exactly a float), `OfText` for VARCHAR, `OfHuge` for HUGE.
public sealed interface ColumnPredicate {
    int column();

    /// Answers whether NULL satisfies the predicate.
    default boolean acceptsNull() {
        return switch (this) {
            case IsNull isNull -> !isNull.negated();
            case OrNull _ -> true;
            case Compare _, Between _, In _, Like _, Keys _, RangeSet _ -> false;
        };
    }

    /// column OP value.
    record Compare(int column, Comparison comparison, Value value) implements ColumnPredicate {}

    /// low <= column <= high (both ends count).
    record Between(int column, Value low, Value high) implements ColumnPredicate {}

    /// column is one of the values.
    record In(int column, List<Value> values) implements ColumnPredicate {
        public In {
            values = List.copyOf(values);
        }
    }

    /// column IS NULL, or IS NOT NULL where negated.
    record IsNull(int column, boolean negated) implements ColumnPredicate {}

    /// accepted, or column IS NULL.
    record OrNull(ColumnPredicate accepted) implements ColumnPredicate {
        @Override
        public int column() {
            return accepted.column();
        }
    }

    /// column LIKE pattern with `%`, `_` and an escape character ('\0': none).
    record Like(int column, String pattern, char escape, boolean negated) implements ColumnPredicate {}

    /// column is perhaps one of a join's keys: integer columns only.
    record Keys(int column, KeySet keys) implements ColumnPredicate {}

    /// column lies in one of the ranges, which ascend and are disjoint ([ValueSet]).
    record RangeSet(int column, List<ValueRange> ranges) implements ColumnPredicate {
        public RangeSet {
            ranges = List.copyOf(ranges);
        }

        /// Asks for ranges of integers.
        public static RangeSet ofIntegers(int column, List<Range> ranges) {
            return new RangeSet(
                    column,
                    ranges.stream()
                            .map(range -> ValueRange.between(Value.of(range.low()), Value.of(range.high())))
                            .toList());
        }
    }

    /// Integers; both ends count.
    record Range(long low, long high) {
        public Range {
            if (low > high) {
                throw new IllegalArgumentException("a range must not be empty: " + low + " > " + high);
            }
        }
    }
}
