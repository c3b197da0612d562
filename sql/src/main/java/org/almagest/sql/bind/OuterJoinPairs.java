package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.scan.Comparison;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.sql.ast.Span;

/// Joins that keep rows without a partner, by a condition whose subqueries name both sides. The rows
/// of the sides are numbered; the pairs that satisfy the condition are found first, as numbers:
///
/// ```text
/// a LEFT JOIN b ON p        Join LEFT a# = pa#                     FULL: ... then FULL JOIN b ON pb# = b#
///                             a with a#
///                             Project pa#, b.*
///                               Filter p
///                                 subqueries of p
///                                   Join INNER (all pairs)
///                                     a with pa#, b
/// ```
final class OuterJoinPairs {
    private final BindContext context;
    private final Span span;

    OuterJoinPairs(BindContext context, Span span) {
        this.context = context;
        this.span = span;
    }

    /// Answers the join of two sides, of which the left one is kept.
    LogicalPlan join(
            LogicalPlan.Join.Kind kind,
            LogicalPlan left,
            LogicalPlan right,
            Expression condition,
            Subqueries subqueries) {
        NumberedRows a = numbered(left);
        Map<Integer, Expression> moved = new HashMap<>(a.columns());
        if (kind != LogicalPlan.Join.Kind.FULL) {
            LogicalPlan pairs = pairs(a.paired(), right, moved, condition, subqueries);
            List<LogicalPlan.Assignment> given = new ArrayList<>(List.of(NumberedRows.passed(a.pairedNumber())));
            if (kind.givesRight()) {
                right.columns().stream().distinct().forEach(column -> given.add(NumberedRows.passed(column)));
            }
            return join(kind, a.kept(), new LogicalPlan.Project(pairs, given), a.keptNumber(), a.pairedNumber());
        }
        NumberedRows b = numbered(right);
        moved.putAll(b.columns());
        LogicalPlan pairs = new LogicalPlan.Project(
                pairs(a.paired(), b.paired(), moved, condition, subqueries),
                List.of(NumberedRows.passed(a.pairedNumber()), NumberedRows.passed(b.pairedNumber())));
        LogicalPlan ofLeft = join(LogicalPlan.Join.Kind.LEFT, a.kept(), pairs, a.keptNumber(), a.pairedNumber());
        return join(LogicalPlan.Join.Kind.FULL, ofLeft, b.kept(), b.pairedNumber(), b.keptNumber());
    }

    private NumberedRows numbered(LogicalPlan plan) {
        return NumberedRows.of(
                plan,
                context,
                "a subquery that speaks of both sides of an outer join, in a correlated subquery,",
                span);
    }

    private static LogicalPlan pairs(
            LogicalPlan left,
            LogicalPlan right,
            Map<Integer, Expression> moved,
            Expression condition,
            Subqueries subqueries) {
        subqueries.replace(expression -> moved(expression, moved));
        LogicalPlan all = new LogicalPlan.Join(LogicalPlan.Join.Kind.INNER, left, right, Optional.empty());
        return subqueries.filter(all, moved(condition, moved));
    }

    private static Expression moved(Expression expression, Map<Integer, Expression> columns) {
        return expression instanceof Expression.ColumnRef ref
                ? columns.getOrDefault(ref.index(), ref)
                : expression.mapChildren(child -> moved(child, columns));
    }

    private static LogicalPlan join(
            LogicalPlan.Join.Kind kind,
            LogicalPlan left,
            LogicalPlan right,
            LogicalPlan.Column ofLeft,
            LogicalPlan.Column ofRight) {
        return new LogicalPlan.Join(
                kind, left, right, Optional.of(new Expression.Compare(Comparison.EQUAL, ofLeft.ref(), ofRight.ref())));
    }
}
