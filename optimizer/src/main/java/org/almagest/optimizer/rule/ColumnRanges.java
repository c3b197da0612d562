package org.almagest.optimizer.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.ValueSet;
import org.almagest.exec.expression.Expression;

/// The conditions of a conjunction that compare a column with constants, by column, and the values that all
/// of them leave.
///
/// ```text
/// a.x > 3 AND a.x < 9 AND b.y = 1        a.x: (3, 9), two conditions    b.y: [1, 1], one condition
/// ```
record ColumnRanges(ValueSet values, List<Expression> conditions) {
    ColumnRanges {
        conditions = List.copyOf(conditions);
    }

    static Map<Expression.ColumnRef, ColumnRanges> of(List<Expression> conjunction) {
        Map<Expression.ColumnRef, ColumnRanges> found = new LinkedHashMap<>();
        for (Expression condition : conjunction) {
            Optional<Expression.ColumnRef> column = column(condition);
            column.flatMap(ref -> values(condition, ref))
                    .ifPresent(values ->
                            found.merge(column.get(), new ColumnRanges(values, List.of(condition)), ColumnRanges::and));
        }
        return found;
    }

    private ColumnRanges and(ColumnRanges other) {
        List<Expression> all = new ArrayList<>(conditions);
        all.addAll(other.conditions);
        return new ColumnRanges(ValueSet.intersection(List.of(values, other.values)), all);
    }

    private static Optional<Expression.ColumnRef> column(Expression condition) {
        return switch (condition) {
            case Expression.Compare(var comparison, Expression.ColumnRef ref, Expression.Literal literal) ->
                Optional.of(ref);
            case Expression.Compare(var comparison, Expression.Literal literal, Expression.ColumnRef ref) ->
                Optional.of(ref);
            case Expression.InList(Expression.ColumnRef ref, var values, boolean negated)
            when !negated -> Optional.of(ref);
            default -> Optional.empty();
        };
    }

    /// What holds for some value of another kind than the column's is left alone.
    private static Optional<ValueSet> values(Expression condition, Expression.ColumnRef ref) {
        ColumnPredicate predicate = switch (condition) {
            case Expression.Compare(var comparison, var left, Expression.Literal literal) ->
                new ColumnPredicate.Compare(0, comparison, literal.value());
            case Expression.Compare(var comparison, Expression.Literal literal, var right) ->
                new ColumnPredicate.Compare(0, comparison.flipped(), literal.value());
            case Expression.InList in -> new ColumnPredicate.In(0, in.values());
            default -> throw new IllegalStateException("no comparison of a column: " + condition);
        };
        return ValueSet.of(predicate, ref.type());
    }
}
