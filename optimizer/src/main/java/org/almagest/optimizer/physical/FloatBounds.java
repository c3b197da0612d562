package org.almagest.optimizer.physical;

import java.util.Optional;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.Value;

/// Says in REAL what a comparison of a REAL column with a DOUBLE constant means, exactly: between
/// two neighbouring floats nothing lies.
///
/// ```text
/// c < 0.1   =>   c <= 0.099999994f      (the greatest float below 0.1)
/// ```
final class FloatBounds {
    private FloatBounds() {}

    /// Answers the predicate over floats; empty where an equality can never hold or a NaN is
    /// compared.
    static Optional<ColumnPredicate> compare(int column, Comparison comparison, double constant) {
        if (Double.isNaN(constant)) {
            return Optional.empty();
        }
        float nearest = (float) constant;
        if (nearest == constant) {
            return Optional.of(new ColumnPredicate.Compare(column, comparison, Value.of(constant)));
        }
        boolean above = nearest > constant;
        double below = above ? Math.nextDown(nearest) : nearest;
        double next = above ? nearest : Math.nextUp(nearest);
        return switch (comparison) {
            case LESS, LESS_OR_EQUAL ->
                Optional.of(new ColumnPredicate.Compare(column, Comparison.LESS_OR_EQUAL, Value.of(below)));
            case GREATER, GREATER_OR_EQUAL ->
                Optional.of(new ColumnPredicate.Compare(column, Comparison.GREATER_OR_EQUAL, Value.of(next)));
            case EQUAL, NOT_EQUAL -> Optional.empty();
        };
    }
}
