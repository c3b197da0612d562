package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.ScalarFunction;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.exec.plan.Unnesting;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;

/// UNION, INTERSECT and EXCEPT of plans whose columns have the same types. NULL equals NULL here.
///
/// ```text
/// UNION ALL       the rows of all
/// INTERSECT       the different rows of the first, by a SEMI join with each other
/// EXCEPT          the different rows of the first, by an ANTI join with each other
/// INTERSECT ALL   each row as often as it comes in both, by counting
/// EXCEPT ALL      each row as often as it comes more often in the first
/// ```
final class SetOperations {
    private final BindContext context;
    private final List<BoundColumn> columns;

    /// Makes the operations whose result has these columns.
    SetOperations(BindContext context, List<BoundColumn> columns) {
        this.context = context;
        this.columns = columns;
    }

    LogicalPlan union(List<LogicalPlan> inputs, boolean all) {
        LogicalPlan union = new LogicalPlan.UnionAll(inputs, numbers());
        return all ? union : QueryBinder.distinct(union, columns);
    }

    LogicalPlan intersect(List<LogicalPlan> inputs, boolean all) {
        return all ? counted(inputs, true) : joined(inputs, LogicalPlan.Join.Kind.SEMI);
    }

    LogicalPlan except(List<LogicalPlan> inputs, boolean all) {
        return all ? counted(inputs, false) : joined(inputs, LogicalPlan.Join.Kind.ANTI);
    }

    private LogicalPlan counted(List<LogicalPlan> inputs, boolean least) {
        LogicalPlan result = inputs.getFirst();
        for (LogicalPlan input : inputs.subList(1, inputs.size())) {
            result = counted(result, input, least);
        }
        return renamed(result);
    }

    /// Groups the rows of both by all columns, counts how often each comes from each, and gives it as
    /// often as it comes from both, or more often from the first.
    private LogicalPlan counted(LogicalPlan first, LogicalPlan second, boolean least) {
        List<LogicalPlan.Column> own = context.numbers().like(numbers());
        LogicalPlan.Column side = context.numbers().column("side", ScalarType.BOOLEAN);
        List<LogicalPlan.Column> tagged = new ArrayList<>(own);
        tagged.add(side);
        LogicalPlan both = new LogicalPlan.UnionAll(List.of(tagged(first, true), tagged(second, false)), tagged);
        List<LogicalPlan.Assignment> keys = new ArrayList<>();
        own.forEach(column -> keys.add(new LogicalPlan.Assignment(column, column.ref())));
        LogicalPlan.Column a = context.numbers().column("first", ScalarType.BIGINT);
        LogicalPlan.Column b = context.numbers().column("second", ScalarType.BIGINT);
        LogicalPlan groups = new LogicalPlan.Aggregate(
                both, keys, List.of(count(a, side.ref()), count(b, new Expression.Not(side.ref()))));
        Expression times = least ? lesser(a.ref(), b.ref()) : difference(a.ref(), b.ref());
        Expression one = new Expression.Literal(Value.of(1), ScalarType.BIGINT);
        LogicalPlan repeated = LogicalPlan.Unnest.of(
                groups,
                Unnesting.SERIES,
                List.of(one, times, one),
                false,
                context.numbers().column("copy", ScalarType.BIGINT));
        return new LogicalPlan.Project(repeated, keys);
    }

    private LogicalPlan tagged(LogicalPlan input, boolean first) {
        List<LogicalPlan.Assignment> assignments = new ArrayList<>();
        for (LogicalPlan.Column column : input.columns()) {
            assignments.add(new LogicalPlan.Assignment(context.numbers().like(column), column.ref()));
        }
        assignments.add(new LogicalPlan.Assignment(
                context.numbers().column("side", ScalarType.BOOLEAN),
                new Expression.Literal(Value.of(first), ScalarType.BOOLEAN)));
        return new LogicalPlan.Project(input, assignments);
    }

    private LogicalPlan.AggregateAssignment count(LogicalPlan.Column column, Expression filter) {
        AggregateCall call = new AggregateCall(
                context.functions().aggregate("count", List.of()).orElseThrow(), List.of(), false, Optional.of(filter));
        return new LogicalPlan.AggregateAssignment(column, call);
    }

    private static Expression lesser(Expression a, Expression b) {
        Expression less = new Expression.Compare(Comparison.LESS, a, b);
        return new Expression.Case(List.of(new Expression.Branch(less, a)), b, ScalarType.BIGINT);
    }

    private Expression difference(Expression a, Expression b) {
        ScalarFunction minus = context.functions()
                .scalar("-", List.of(ScalarType.BIGINT, ScalarType.BIGINT))
                .orElseThrow();
        return new Expression.Call(minus, List.of(a, b), minus.resultType());
    }

    private List<LogicalPlan.Column> numbers() {
        return columns.stream().map(BoundColumn::column).toList();
    }

    private LogicalPlan joined(List<LogicalPlan> inputs, LogicalPlan.Join.Kind kind) {
        LogicalPlan result = QueryBinder.distinct(renamed(inputs.getFirst()), columns);
        for (LogicalPlan input : inputs.subList(1, inputs.size())) {
            List<Expression> same = new ArrayList<>();
            for (int c = 0; c < columns.size(); c++) {
                same.add(new Expression.NotDistinct(
                        columns.get(c).column().ref(), input.columns().get(c).ref(), false));
            }
            result = new LogicalPlan.Join(kind, result, input, Conjuncts.join(same));
        }
        return result;
    }

    private LogicalPlan renamed(LogicalPlan input) {
        List<LogicalPlan.Assignment> assignments = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            assignments.add(new LogicalPlan.Assignment(
                    columns.get(c).column(), input.columns().get(c).ref()));
        }
        return new LogicalPlan.Project(input, assignments);
    }
}
