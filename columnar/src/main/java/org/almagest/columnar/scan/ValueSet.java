package org.almagest.columnar.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.TypeOrder;
import org.almagest.columnar.type.Value;

/// A set of values of one type, none of them NULL, as ranges: what a predicate on a column accepts.
/// Here, and nowhere else, ranges are merged, cut with each other and found to be empty.
///
/// ```text
/// x BETWEEN 1 AND 4 OR x = 5 OR x > 8     [1, 5] [9, ...
/// x < 3 AND x > 2                         nothing, where x is an integer
/// NOT x = 7                               ..., 6] [8, ...
/// ```
///
/// Ranges ascend and neither overlap nor touch; those of integers include their ends. Immutable.
public final class ValueSet {
    private final TypeOrder order;
    private final List<ValueRange> ranges;

    private ValueSet(TypeOrder order, List<ValueRange> ranges) {
        this.order = order;
        this.ranges = ranges;
    }

    /// Makes the set of what lies in one of the ranges, whose ends have the type's form.
    public static ValueSet of(TypeOrder order, List<ValueRange> ranges) {
        List<ValueRange> sorted = new ArrayList<>();
        for (ValueRange range : ranges) {
            normal(order, range).ifPresent(sorted::add);
        }
        sorted.sort((a, b) -> compareLows(order, a, b));
        List<ValueRange> merged = new ArrayList<>();
        for (ValueRange range : sorted) {
            if (!merged.isEmpty() && joins(order, merged.getLast(), range)) {
                merged.set(merged.size() - 1, hull(order, merged.getLast(), range));
            } else {
                merged.add(range);
            }
        }
        return new ValueSet(order, List.copyOf(merged));
    }

    /// Answers the values that satisfy a predicate; empty for those that are not about ranges, and
    /// where a value is of another kind than the type's.
    public static Optional<ValueSet> of(ColumnPredicate predicate, DataType type) {
        return TypeOrder.of(type).flatMap(order -> ranges(predicate).flatMap(ranges -> adopted(order, ranges)));
    }

    private static Optional<List<ValueRange>> ranges(ColumnPredicate predicate) {
        return switch (predicate) {
            case ColumnPredicate.Compare(int _, Comparison comparison, Value value) ->
                Optional.of(value.isNull() ? List.of() : compared(comparison, value));
            case ColumnPredicate.Between(int _, Value low, Value high) ->
                Optional.of(low.isNull() || high.isNull() ? List.of() : List.of(ValueRange.between(low, high)));
            case ColumnPredicate.In(int _, List<Value> values) ->
                Optional.of(values.stream()
                        .filter(value -> !value.isNull())
                        .map(ValueRange::of)
                        .toList());
            case ColumnPredicate.RangeSet(int _, List<ValueRange> ranges) -> Optional.of(ranges);
            case ColumnPredicate.IsNull _, ColumnPredicate.OrNull _, ColumnPredicate.Like _, ColumnPredicate.Keys _ ->
                Optional.empty();
        };
    }

    private static List<ValueRange> compared(Comparison comparison, Value value) {
        return switch (comparison) {
            case EQUAL -> List.of(ValueRange.of(value));
            case NOT_EQUAL -> List.of(ValueRange.below(value), ValueRange.above(value));
            case LESS -> List.of(ValueRange.below(value));
            case LESS_OR_EQUAL -> List.of(ValueRange.atMost(value));
            case GREATER -> List.of(ValueRange.above(value));
            case GREATER_OR_EQUAL -> List.of(ValueRange.atLeast(value));
        };
    }

    private static Optional<ValueSet> adopted(TypeOrder order, List<ValueRange> ranges) {
        List<ValueRange> adopted = new ArrayList<>();
        for (ValueRange range : ranges) {
            Optional<Value> low = range.hasLow() ? order.adopt(range.low()) : Optional.of(Value.NULL);
            Optional<Value> high = range.hasHigh() ? order.adopt(range.high()) : Optional.of(Value.NULL);
            if (low.isEmpty() || high.isEmpty()) {
                return Optional.empty();
            }
            adopted.add(new ValueRange(low.get(), range.includesLow(), high.get(), range.includesHigh()));
        }
        return Optional.of(of(order, adopted));
    }

    /// Answers the range with ends that include their value where they can, and without ends that
    /// end nothing; empty where nothing lies in it.
    private static Optional<ValueRange> normal(TypeOrder order, ValueRange range) {
        Value low = range.low();
        boolean includesLow = range.includesLow() || !range.hasLow();
        if (range.hasLow() && !includesLow && order.isDiscrete()) {
            Optional<Value> next = order.next(low);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            low = next.get();
            includesLow = true;
        }
        Value high = range.high();
        boolean includesHigh = range.includesHigh() || !range.hasHigh();
        if (range.hasHigh() && !includesHigh && order.isDiscrete()) {
            Optional<Value> previous = order.previous(high);
            if (previous.isEmpty()) {
                return Optional.empty();
            }
            high = previous.get();
            includesHigh = true;
        }
        if (!low.isNull() && order.isLeast(low) && includesLow) {
            low = Value.NULL;
        }
        if (!high.isNull() && order.isGreatest(high) && includesHigh) {
            high = Value.NULL;
        }
        ValueRange normal = new ValueRange(low, includesLow, high, includesHigh);
        return isEmpty(order, normal) ? Optional.empty() : Optional.of(normal);
    }

    private static boolean isEmpty(TypeOrder order, ValueRange range) {
        if (!range.hasLow()) {
            return range.hasHigh() && !range.includesHigh() && order.isLeast(range.high());
        }
        if (!range.hasHigh()) {
            return !range.includesLow() && order.isGreatest(range.low());
        }
        int compared = order.compare(range.low(), range.high());
        return compared > 0 || compared == 0 && !(range.includesLow() && range.includesHigh());
    }

    private static int compareLows(TypeOrder order, ValueRange a, ValueRange b) {
        if (!a.hasLow() || !b.hasLow()) {
            return Boolean.compare(a.hasLow(), b.hasLow());
        }
        int compared = order.compare(a.low(), b.low());
        return compared != 0 ? compared : Boolean.compare(b.includesLow(), a.includesLow());
    }

    /// Answers whether nothing lies between two ranges, the first of which begins first.
    private static boolean joins(TypeOrder order, ValueRange first, ValueRange second) {
        if (!first.hasHigh() || !second.hasLow()) {
            return true;
        }
        int compared = order.compare(first.high(), second.low());
        if (compared == 0) {
            return first.includesHigh() || second.includesLow();
        }
        return compared > 0
                || order.isDiscrete()
                        && order.next(first.high()).filter(second.low()::equals).isPresent();
    }

    private static ValueRange hull(TypeOrder order, ValueRange first, ValueRange second) {
        boolean endless = !first.hasHigh() || !second.hasHigh();
        int compared = endless ? 0 : order.compare(first.high(), second.high());
        boolean later = endless ? !second.hasHigh() : compared < 0 || compared == 0 && second.includesHigh();
        ValueRange end = later ? second : first;
        return new ValueRange(first.low(), first.includesLow(), end.high(), end.includesHigh());
    }

    public List<ValueRange> ranges() {
        return ranges;
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /// Answers whether there is no least value: the first range has no lower end.
    public boolean isOpenBelow() {
        return !ranges.isEmpty() && !ranges.getFirst().hasLow();
    }

    /// Answers whether the last range has no upper end.
    public boolean isOpenAbove() {
        return !ranges.isEmpty() && !ranges.getLast().hasHigh();
    }

    /// Answers all other values.
    public ValueSet complement() {
        List<ValueRange> gaps = new ArrayList<>();
        Value low = Value.NULL;
        boolean includesLow = true;
        for (ValueRange range : ranges) {
            if (range.hasLow()) {
                gaps.add(new ValueRange(low, includesLow, range.low(), !range.includesLow()));
            }
            if (!range.hasHigh()) {
                return of(order, gaps);
            }
            low = range.high();
            includesLow = !range.includesHigh();
        }
        gaps.add(new ValueRange(low, includesLow, Value.NULL, true));
        return of(order, gaps);
    }

    /// Answers what lies in one of several sets of the same type, of which there is at least one.
    public static ValueSet union(List<ValueSet> sets) {
        List<ValueRange> all = new ArrayList<>();
        sets.forEach(set -> all.addAll(set.ranges));
        return of(sets.getFirst().order, all);
    }

    /// Answers what lies in all of several sets of the same type, of which there is at least one.
    public static ValueSet intersection(List<ValueSet> sets) {
        return sets.size() == 1
                ? sets.getFirst()
                : union(sets.stream().map(ValueSet::complement).toList()).complement();
    }

    /// Answers whether a value that is not NULL, in the type's form, lies in the set.
    public boolean contains(Value value) {
        for (ValueRange range : ranges) {
            int fromLow = range.hasLow() ? order.compare(value, range.low()) : 1;
            int toHigh = range.hasHigh() ? order.compare(value, range.high()) : -1;
            if ((fromLow > 0 || fromLow == 0 && range.includesLow())
                    && (toHigh < 0 || toHigh == 0 && range.includesHigh())) {
                return true;
            }
        }
        return false;
    }

    /// Answers the simplest predicate that a column's values satisfy exactly if they are in the set.
    public ColumnPredicate predicate(int column) {
        if (ranges.stream().allMatch(ValueRange::isPoint)) {
            return ranges.size() == 1
                    ? new ColumnPredicate.Compare(
                            column, Comparison.EQUAL, ranges.getFirst().low())
                    : new ColumnPredicate.In(
                            column, ranges.stream().map(ValueRange::low).toList());
        }
        if (ranges.size() == 1) {
            return predicate(column, ranges.getFirst());
        }
        List<ValueRange> others = ranges.size() == 2 ? complement().ranges : List.of();
        return others.size() == 1 && others.getFirst().isPoint()
                ? new ColumnPredicate.Compare(
                        column, Comparison.NOT_EQUAL, others.getFirst().low())
                : new ColumnPredicate.RangeSet(column, ranges);
    }

    private static ColumnPredicate predicate(int column, ValueRange range) {
        if (!range.hasLow() && !range.hasHigh()) {
            return new ColumnPredicate.IsNull(column, true);
        }
        if (!range.hasLow()) {
            Comparison comparison = range.includesHigh() ? Comparison.LESS_OR_EQUAL : Comparison.LESS;
            return new ColumnPredicate.Compare(column, comparison, range.high());
        }
        if (!range.hasHigh()) {
            Comparison comparison = range.includesLow() ? Comparison.GREATER_OR_EQUAL : Comparison.GREATER;
            return new ColumnPredicate.Compare(column, comparison, range.low());
        }
        return range.includesLow() && range.includesHigh()
                ? new ColumnPredicate.Between(column, range.low(), range.high())
                : new ColumnPredicate.RangeSet(column, List.of(range));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ValueSet set && ranges.equals(set.ranges);
    }

    @Override
    public int hashCode() {
        return ranges.hashCode();
    }

    @Override
    public String toString() {
        return ranges.toString();
    }
}
