package org.almagest.columnar.segment;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.LikePattern;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.type.Value;

/// Makes filters of predicates. Empty where this scan cannot evaluate one: arrays (IS NULL apart),
/// or values that are not of the column's physical type.
final class FilterCompiler {
    private FilterCompiler() {}

    static Optional<ColumnFilter> compile(ColumnPredicate predicate, DataType type) {
        return switch (predicate) {
            case ColumnPredicate.IsNull isNull -> Optional.of(new NullFilter(isNull.negated()));
            case ColumnPredicate.Compare(int column, var comparison, Value value) ->
                value.isNull()
                        ? ranges(type).map(FilterRanges::build)
                        : ranges(type)
                                .filter(ranges -> ranges.accepts(value))
                                .map(ranges -> compare(ranges, comparison, value));
            case ColumnPredicate.Between(int column, Value low, Value high) -> between(type, low, high);
            case ColumnPredicate.In(int column, List<Value> values) -> in(type, values);
            case ColumnPredicate.Like like ->
                type.physical() == PhysicalType.BYTES
                        ? Optional.of(new LikeFilter(LikePattern.of(like.pattern(), like.escape()), like.negated()))
                        : Optional.empty();
            case ColumnPredicate.RangeSet(int column, var set) -> rangeSet(type, set);
        };
    }

    private static ColumnFilter compare(
            FilterRanges ranges, org.almagest.columnar.scan.Comparison comparison, Value value) {
        return switch (comparison) {
            case EQUAL -> ranges.add(value, value).build();
            case NOT_EQUAL -> ranges.add(value, value).negate().build();
            case LESS -> ranges.addBelow(value).build();
            case LESS_OR_EQUAL -> ranges.addUpTo(value).build();
            case GREATER -> ranges.addUpTo(value).negate().build();
            case GREATER_OR_EQUAL -> ranges.addBelow(value).negate().build();
        };
    }

    private static Optional<ColumnFilter> between(DataType type, Value low, Value high) {
        if (low.isNull() || high.isNull()) {
            return ranges(type).map(FilterRanges::build);
        }
        return ranges(type)
                .filter(ranges -> ranges.accepts(low) && ranges.accepts(high))
                .map(ranges -> ranges.addBetween(low, high).build());
    }

    private static Optional<ColumnFilter> in(DataType type, List<Value> values) {
        List<Value> known = values.stream().filter(value -> !value.isNull()).toList();
        return ranges(type)
                .filter(ranges -> known.stream().allMatch(ranges::accepts))
                .map(ranges -> {
                    known.forEach(value -> ranges.add(value, value));
                    return ranges.build();
                });
    }

    private static Optional<ColumnFilter> rangeSet(DataType type, List<ColumnPredicate.Range> set) {
        boolean integers = type.physical() == PhysicalType.INT || type.physical() == PhysicalType.LONG;
        return ranges(type).filter(ranges -> integers).map(ranges -> {
            for (ColumnPredicate.Range range : set) {
                boolean crossesSign = range.low() < 0 && range.high() >= 0;
                if (ZoneStatistics.flip(type) != 0 && crossesSign) {
                    ranges.add(Value.of(0), Value.of(range.high()));
                    ranges.add(Value.of(range.low()), Value.of(-1));
                } else {
                    ranges.add(Value.of(range.low()), Value.of(range.high()));
                }
            }
            return ranges.build();
        });
    }

    private static Optional<FilterRanges> ranges(DataType type) {
        return switch (type.physical()) {
            case BOOLEAN, INT, LONG -> Optional.of(new FilterRanges.Integers(ZoneStatistics.flip(type)));
            case FLOAT, DOUBLE -> Optional.of(new FilterRanges.Floats());
            case HUGE -> Optional.of(new FilterRanges.Huge());
            case BYTES -> Optional.of(new FilterRanges.Bytes());
            case ARRAY -> Optional.empty();
        };
    }
}
