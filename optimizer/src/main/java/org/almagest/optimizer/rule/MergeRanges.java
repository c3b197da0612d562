package org.almagest.optimizer.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.scan.ValueRange;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;

/// Several comparisons of a column with constants are what they leave together, where that is one range.
///
/// ```text
/// Filter a.x > 3 AND a.x >= 5 AND a.x < 9        Filter a.x >= 5 AND a.x < 9
///   Join                                    =>     Join
/// ```
///
/// NULL satisfies neither. A contradiction is left to `FindContradictions`.
public final class MergeRanges implements Rule {
    @Override
    public Set<Class<? extends LogicalPlan>> over() {
        return Set.of(LogicalPlan.Filter.class);
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        if (!(node instanceof LogicalPlan.Filter(var input, Expression.And condition))) {
            return node;
        }
        List<Expression> all = Conjuncts.split(condition);
        List<Expression> merged = merged(all);
        return merged.equals(all) ? node : Conjuncts.filter(input, merged);
    }

    private static List<Expression> merged(List<Expression> all) {
        List<Expression> merged = new ArrayList<>(all);
        for (Map.Entry<Expression.ColumnRef, ColumnRanges> entry :
                ColumnRanges.of(all).entrySet()) {
            ColumnRanges ranges = entry.getValue();
            if (ranges.conditions().size() > 1 && ranges.values().ranges().size() == 1) {
                List<Expression> ends =
                        ends(entry.getKey(), ranges.values().ranges().getFirst());
                if (!ends.isEmpty() && ends.size() < ranges.conditions().size()) {
                    int at = merged.indexOf(ranges.conditions().getFirst());
                    merged.removeAll(ranges.conditions());
                    merged.addAll(Math.min(at, merged.size()), ends);
                }
            }
        }
        return merged;
    }

    /// Answers the comparisons of a range: none for what has no end, for then NULL alone is left out.
    private static List<Expression> ends(Expression.ColumnRef column, ValueRange range) {
        if (range.isPoint()) {
            return List.of(compared(column, Comparison.EQUAL, range.low()));
        }
        List<Expression> ends = new ArrayList<>();
        if (range.hasLow()) {
            ends.add(compared(
                    column, range.includesLow() ? Comparison.GREATER_OR_EQUAL : Comparison.GREATER, range.low()));
        }
        if (range.hasHigh()) {
            ends.add(compared(column, range.includesHigh() ? Comparison.LESS_OR_EQUAL : Comparison.LESS, range.high()));
        }
        return ends;
    }

    private static Expression compared(Expression.ColumnRef column, Comparison comparison, Value value) {
        return new Expression.Compare(comparison, column, new Expression.Literal(value, column.type()));
    }
}
