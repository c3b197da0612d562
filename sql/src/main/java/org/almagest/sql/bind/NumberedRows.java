package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.WindowFunction.RankKind;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.logical.PlanColumns;
import org.almagest.optimizer.logical.Renumbering;
import org.almagest.sql.ast.Span;

/// Rows with numbers of their own, which stand in two places of a plan: as they are, and once more
/// with columns of other numbers (`columns` says which). They are computed once.
record NumberedRows(
        LogicalPlan kept,
        LogicalPlan.Column keptNumber,
        LogicalPlan paired,
        LogicalPlan.Column pairedNumber,
        Map<Integer, Expression> columns) {
    /// Numbers the rows of a plan, which must not be correlated: `what` names the place in errors.
    static NumberedRows of(LogicalPlan plan, BindContext context, String what, Span span) {
        if (!PlanColumns.free(plan).isEmpty()) {
            throw ExpressionBinder.unsupported(what, span);
        }
        Renumbering renumbering = new Renumbering(context.numbers());
        LogicalPlan.WindowAssignment place = Places.ranking(RankKind.ROW_NUMBER, context);
        List<LogicalPlan.Column> own = plan.columns().stream().distinct().toList();
        List<LogicalPlan.Assignment> assignments = new ArrayList<>();
        LogicalPlan rows = new LogicalPlan.Window(renumbering.copy(plan), List.of(), List.of(), List.of(place));
        own.forEach(column -> assignments.add(passed(renumbering.column(column))));
        assignments.add(passed(place.column()));
        LogicalPlan shared = new LogicalPlan.Project(rows, assignments);
        int id = context.nextShared();
        List<LogicalPlan.Column> kept = new ArrayList<>(own);
        List<LogicalPlan.Column> paired = new ArrayList<>();
        Map<Integer, Expression> columns = new HashMap<>();
        for (LogicalPlan.Column column : own) {
            LogicalPlan.Column other = context.numbers().like(column);
            paired.add(other);
            columns.put(column.number(), other.ref());
        }
        kept.add(number(context));
        paired.add(number(context));
        return new NumberedRows(
                new LogicalPlan.Shared(id, shared, kept),
                kept.getLast(),
                new LogicalPlan.Shared(id, shared, paired),
                paired.getLast(),
                columns);
    }

    private static LogicalPlan.Column number(BindContext context) {
        return context.column("row", ScalarType.BIGINT, ColumnMeaning.NONE).column();
    }

    static LogicalPlan.Assignment passed(LogicalPlan.Column column) {
        return new LogicalPlan.Assignment(column, column.ref());
    }
}
