package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.logical.PlanColumns;

/// Common tables that are named several times: bound and computed once, where that saves work and
/// nothing says NOT MATERIALIZED. Each place has columns of its own.
final class SharedTables {
    private SharedTables() {}

    /// A common table that was bound, and its number as something shared.
    record Bound(BoundQuery query, LogicalPlan plan, int id) {}

    /// Answers the query of a common table; `bind` binds it anew.
    static BoundQuery query(BindContext context, CommonTables.Entry entry, Supplier<BoundQuery> bind) {
        Bound known = context.sharedTables().get(entry);
        if (known != null) {
            return place(context, known);
        }
        BoundQuery query = bind.get();
        boolean inlined = entry.table()
                .materialized()
                .filter(materialized -> !materialized)
                .isPresent();
        if (inlined
                || CommonRows.isCheap(query.plan())
                || !PlanColumns.free(query.plan()).isEmpty()) {
            return query;
        }
        Bound bound = new Bound(query, passing(query), context.nextShared());
        context.sharedTables().put(entry, bound);
        return place(context, bound);
    }

    /// Answers the plan that gives the query's columns and no others, each once.
    private static LogicalPlan passing(BoundQuery query) {
        List<LogicalPlan.Assignment> assignments = new ArrayList<>();
        query.columns().stream()
                .map(BoundColumn::column)
                .distinct()
                .forEach(column -> assignments.add(new LogicalPlan.Assignment(column, column.ref())));
        return new LogicalPlan.Project(query.plan(), assignments);
    }

    private static BoundQuery place(BindContext context, Bound bound) {
        List<LogicalPlan.Column> given = bound.plan().columns();
        List<LogicalPlan.Column> own = new ArrayList<>();
        for (LogicalPlan.Column column : given) {
            own.add(context.column(column.name(), column.type(), meaning(bound, column))
                    .column());
        }
        List<BoundColumn> columns = bound.query().columns().stream()
                .map(column ->
                        new BoundColumn(column.name(), own.get(given.indexOf(column.column())), column.meaning()))
                .toList();
        return new BoundQuery(new LogicalPlan.Shared(bound.id(), bound.plan(), own), columns);
    }

    private static org.almagest.columnar.schema.ColumnMeaning meaning(Bound bound, LogicalPlan.Column column) {
        return bound.query().columns().stream()
                .filter(c -> c.column().equals(column))
                .findFirst()
                .orElseThrow()
                .meaning();
    }
}
