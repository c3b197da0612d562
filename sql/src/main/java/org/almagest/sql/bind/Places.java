package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.WindowCall;
import org.almagest.exec.plan.WindowFrame;
import org.almagest.exec.plan.WindowFunction.RankKind;
import org.almagest.exec.plan.WindowFunction.Ranking;
import org.almagest.optimizer.logical.LogicalPlan;

/// Clauses that keep rows by their place in an order, put as windows.
final class Places {
    private Places() {}

    /// Answers the first `most` rows of each partition.
    static LogicalPlan first(
            LogicalPlan input,
            List<Expression> partitionKeys,
            List<LogicalPlan.OrderKey> order,
            long most,
            BindContext context) {
        LogicalPlan.WindowAssignment place = ranking(RankKind.ROW_NUMBER, context);
        return new LogicalPlan.Filter(
                new LogicalPlan.Window(input, partitionKeys, order, List.of(place)),
                compare(Comparison.LESS_OR_EQUAL, place, most));
    }

    /// Answers `limit` rows of an order after `offset`, and those that are equal to the last of them:
    /// WITH TIES.
    static LogicalPlan withTies(
            LogicalPlan input, List<LogicalPlan.OrderKey> order, long limit, long offset, BindContext context) {
        LogicalPlan.WindowAssignment rank = ranking(RankKind.RANK, context);
        LogicalPlan.WindowAssignment place = ranking(RankKind.ROW_NUMBER, context);
        long most = limit > Long.MAX_VALUE - offset ? Long.MAX_VALUE : limit + offset;
        List<Expression> conditions = new ArrayList<>(List.of(compare(Comparison.LESS_OR_EQUAL, rank, most)));
        if (offset > 0) {
            conditions.add(compare(Comparison.GREATER, place, offset));
        }
        Expression condition = conditions.size() == 1 ? conditions.getFirst() : new Expression.And(conditions);
        LogicalPlan kept = new LogicalPlan.Filter(
                new LogicalPlan.Window(input, List.of(), order, List.of(rank, place)), condition);
        return new LogicalPlan.Sort(
                kept, List.of(new LogicalPlan.OrderKey(place.column().ref(), false, false)));
    }

    private static LogicalPlan.WindowAssignment ranking(RankKind kind, BindContext context) {
        Ranking function = new Ranking(kind);
        LogicalPlan.Column column = context.column(function.sqlName(), ScalarType.BIGINT, ColumnMeaning.NONE)
                .column();
        return new LogicalPlan.WindowAssignment(
                column, new WindowCall(function, List.of(), false, WindowFrame.DEFAULT, Optional.empty()));
    }

    private static Expression compare(Comparison comparison, LogicalPlan.WindowAssignment place, long rows) {
        return new Expression.Compare(
                comparison, place.column().ref(), new Expression.Literal(Value.of(rows), ScalarType.BIGINT));
    }
}
