package org.almagest.columnar.segment;

import java.util.Optional;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.KeySet;
import org.almagest.columnar.scan.LikePattern;
import org.almagest.columnar.scan.ValueSet;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;

/// Makes filters of predicates. Empty where this scan cannot evaluate one: arrays (IS NULL apart),
/// or values that are not of the column's physical type.
final class FilterCompiler {
    private FilterCompiler() {}

    static Optional<ColumnFilter> compile(ColumnPredicate predicate, DataType type) {
        return switch (predicate) {
            case ColumnPredicate.IsNull isNull -> Optional.of(new NullFilter(isNull.negated()));
            case ColumnPredicate.OrNull(var accepted) -> compile(accepted, type).map(OrNullFilter::new);
            case ColumnPredicate.Like like ->
                type.physical() == PhysicalType.BYTES
                        ? Optional.of(new LikeFilter(LikePattern.of(like.pattern(), like.escape()), like.negated()))
                        : Optional.empty();
            case ColumnPredicate.Keys(int _, KeySet keys) ->
                type.physical() == PhysicalType.INT || type.physical() == PhysicalType.LONG
                        ? Optional.of(new KeysFilter(keys))
                        : Optional.empty();
            case ColumnPredicate.Compare _,
                    ColumnPredicate.Between _,
                    ColumnPredicate.In _,
                    ColumnPredicate.RangeSet _ -> ValueSet.of(predicate, type).map(set -> RangeFilters.of(set, type));
        };
    }
}
