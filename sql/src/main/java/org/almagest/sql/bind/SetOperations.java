package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.List;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;

/// UNION, INTERSECT and EXCEPT of plans whose columns have the same types. NULL equals NULL here.
///
/// ```text
/// UNION ALL       the rows of all
/// INTERSECT       the different rows of the first, by a SEMI join with each other
/// EXCEPT          the different rows of the first, by an ANTI join with each other
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
        if (all) {
            throw ExpressionBinder.unsupported("INTERSECT ALL", org.almagest.sql.ast.Span.NONE);
        }
        return joined(inputs, LogicalPlan.Join.Kind.SEMI);
    }

    LogicalPlan except(List<LogicalPlan> inputs, boolean all) {
        if (all) {
            throw ExpressionBinder.unsupported("EXCEPT ALL", org.almagest.sql.ast.Span.NONE);
        }
        return joined(inputs, LogicalPlan.Join.Kind.ANTI);
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
