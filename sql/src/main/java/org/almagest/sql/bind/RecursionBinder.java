package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.sql.ast.CommonTable;
import org.almagest.sql.ast.Query;
import org.almagest.sql.ast.QueryBody;

/// Binds a recursive common table: `seed UNION [ALL] step`, where the step names the table and means
/// the rows that came last. The seed decides the columns' types.
final class RecursionBinder {
    private final BindContext context;
    private final QueryBinder queries;

    RecursionBinder(BindContext context, QueryBinder queries) {
        this.context = context;
        this.queries = queries;
    }

    BoundQuery bind(CommonTables.Entry entry) {
        CommonTable table = entry.table();
        Query query = table.query();
        boolean union = query.body() instanceof QueryBody.SetOperation operation
                && operation.operator() == QueryBody.SetOperator.UNION;
        boolean plain = query.orderBy().isEmpty()
                && query.limit().isEmpty()
                && query.offset().isEmpty();
        if (!union || !plain) {
            throw wrongForm(table);
        }
        QueryBody.SetOperation operation = (QueryBody.SetOperation) query.body();
        List<QueryBody> seeds = operation.inputs().stream()
                .filter(input -> !RecursionCheck.names(input, table.name().name()))
                .toList();
        List<QueryBody> steps =
                operation.inputs().subList(seeds.size(), operation.inputs().size());
        boolean ordered = seeds.equals(operation.inputs().subList(0, seeds.size()));
        if (seeds.isEmpty() || !ordered) {
            throw wrongForm(table);
        }
        CommonTables seen = entry.seen().with(query.with(), query.recursive());
        BoundQuery seed = queries.body(united(operation, seeds), seen);
        List<DataType> types =
                seed.columns().stream().map(column -> column.column().type()).toList();
        int id = context.nextShared();
        BoundQuery named = FromBinder.rename(seed, table.columns());
        CommonTables inside = seen.with(table, new CommonTables.WorkingRows(id, named.columns()));
        BoundQuery step = queries.body(united(operation, steps), inside);
        List<BoundColumn> columns = new ArrayList<>();
        for (BoundColumn column : seed.columns()) {
            columns.add(context.column(column.name(), column.column().type(), column.meaning()));
        }
        LogicalPlan plan = new LogicalPlan.Recursive(
                id,
                queries.converted(seed, types),
                converted(step, types, operation),
                columns.stream().map(BoundColumn::column).toList(),
                operation.all(),
                context.maxRecursion());
        return new BoundQuery(plan, columns);
    }

    private static AlmagestException wrongForm(CommonTable table) {
        return AlmagestException.of(
                        SqlState.INVALID_RECURSION,
                        "the recursive table " + table.name().name() + " has to be a query, UNION [ALL], and a query"
                                + " that names it")
                .at(table.span().start())
                .hint("the first query gives the rows to begin with, the second the next rows from the last ones;"
                        + " ORDER BY and LIMIT belong to the query that reads the table");
    }

    private static QueryBody united(QueryBody.SetOperation operation, List<QueryBody> inputs) {
        return inputs.size() == 1
                ? inputs.getFirst()
                : new QueryBody.SetOperation(QueryBody.SetOperator.UNION, true, inputs, operation.span());
    }

    private LogicalPlan converted(BoundQuery step, List<DataType> types, QueryBody.SetOperation operation) {
        if (step.columns().size() != types.size()) {
            throw AlmagestException.of(
                            SqlState.SYNTAX_ERROR,
                            "the queries of UNION have " + types.size() + " and "
                                    + step.columns().size() + " columns")
                    .at(operation.span().start());
        }
        for (int c = 0; c < types.size(); c++) {
            Expression value = QueryBinder.result(step, c);
            if (!(value instanceof Expression.Literal) && !CastRules.allowed(value.type(), types.get(c))) {
                throw AlmagestException.of(
                                SqlState.DATATYPE_MISMATCH,
                                "column " + (c + 1) + " of the recursion is "
                                        + types.get(c).sqlName() + " in its first query and "
                                        + value.type().sqlName() + " in the other")
                        .at(operation.span().start())
                        .hint("cast it in the first query");
            }
        }
        return queries.converted(step, types);
    }

    /// Answers the rows that came last, where the recursive table is named inside of itself.
    BoundQuery lastRows(CommonTables.WorkingRows working) {
        List<BoundColumn> columns = working.columns().stream()
                .map(column -> context.column(column.name(), column.column().type(), column.meaning()))
                .toList();
        return new BoundQuery(
                new LogicalPlan.WorkingTable(
                        working.id(), columns.stream().map(BoundColumn::column).toList()),
                columns);
    }
}
