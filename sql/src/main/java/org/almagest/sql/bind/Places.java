package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.RowCount;
import org.almagest.exec.plan.WindowCall;
import org.almagest.exec.plan.WindowFrame;
import org.almagest.exec.plan.WindowFunction.RankKind;
import org.almagest.exec.plan.WindowFunction.Ranking;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.sql.ast.Span;

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

    /// Answers the rows of an order after `offset`, at most `limit` of them, which are numbers that
    /// are not known before the query runs; `attach` joins what they are made of.
    static LogicalPlan between(
            LogicalPlan input,
            List<LogicalPlan.OrderKey> order,
            Expression limit,
            Expression offset,
            CallBinder calls,
            UnaryOperator<LogicalPlan> attach,
            BindContext context) {
        LogicalPlan.WindowAssignment place = ranking(RankKind.ROW_NUMBER, context);
        LogicalPlan placed = attach.apply(new LogicalPlan.Window(input, List.of(), order, List.of(place)));
        Expression behind = calls.operator("-", List.of(place.column().ref(), rows(offset, 0, calls)), Span.NONE);
        Expression after = new Expression.Compare(
                Comparison.GREATER, behind, new Expression.Literal(Value.of(0), ScalarType.BIGINT));
        Expression within =
                new Expression.Compare(Comparison.LESS_OR_EQUAL, behind, rows(limit, Long.MAX_VALUE, calls));
        return new LogicalPlan.Sort(
                new LogicalPlan.Filter(placed, new Expression.And(List.of(after, within))),
                List.of(new LogicalPlan.OrderKey(place.column().ref(), false, false)));
    }

    private static Expression rows(Expression count, long otherwise, CallBinder calls) {
        Expression checked = calls.function(RowCount.NAME, List.of(count), Span.NONE);
        return new Expression.Coalesce(
                List.of(checked, new Expression.Literal(Value.of(otherwise), ScalarType.BIGINT)), ScalarType.BIGINT);
    }

    static LogicalPlan.WindowAssignment ranking(RankKind kind, BindContext context) {
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
