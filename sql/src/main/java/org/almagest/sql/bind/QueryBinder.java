package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.evaluate.Constants;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.sql.ast.Query;
import org.almagest.sql.ast.QueryBody;
import org.almagest.sql.ast.SortItem;
import org.almagest.sql.ast.Span;

/// Binds whole queries: WITH, the body, ORDER BY and LIMIT.
final class QueryBinder {
    private final BindContext context;
    private int depth;

    QueryBinder(BindContext context) {
        this.context = context;
    }

    BoundQuery bind(Query query, CommonTables around) {
        if (++depth > BindContext.MAX_DEPTH) {
            throw AlmagestException.of(SqlState.STATEMENT_TOO_COMPLEX, "queries are nested too deeply")
                    .at(query.span().start());
        }
        CommonTables common = around.with(query.with(), query.recursive());
        BoundQuery body = query.body() instanceof QueryBody.Select select
                ? new SelectBinder(context, this, common).bind(select, query.orderBy())
                : ordered(body(query.body(), common), query.orderBy(), common);
        depth--;
        return limited(body, query, common);
    }

    /// Binds a common table where it is named.
    BoundQuery table(CommonTables.Entry entry) {
        if (entry.working().isPresent()) {
            return new RecursionBinder(context, this).lastRows(entry.working().get());
        }
        return SharedTables.query(context, entry, () -> bindTable(entry));
    }

    private BoundQuery bindTable(CommonTables.Entry entry) {
        BoundQuery query = entry.recursive()
                ? new RecursionBinder(context, this).bind(entry)
                : bind(entry.table().query(), entry.seen());
        return FromBinder.rename(query, entry.table().columns());
    }

    BoundQuery body(QueryBody body, CommonTables common) {
        return switch (body) {
            case QueryBody.Select select -> new SelectBinder(context, this, common).bind(select, List.of());
            case QueryBody.Values values -> new ValuesBinder(context, values).bind(this, common);
            case QueryBody.SetOperation operation -> setOperation(operation, common);
            case QueryBody.Nested nested -> bind(nested.query(), common);
        };
    }

    private BoundQuery setOperation(QueryBody.SetOperation operation, CommonTables common) {
        List<BoundQuery> inputs =
                operation.inputs().stream().map(input -> body(input, common)).toList();
        List<DataType> types = commonTypes(operation, inputs);
        List<BoundColumn> columns = new ArrayList<>();
        for (int c = 0; c < types.size(); c++) {
            BoundColumn first = inputs.getFirst().columns().get(c);
            columns.add(context.column(first.name(), types.get(c), first.meaning()));
        }
        List<LogicalPlan> plans =
                inputs.stream().map(input -> converted(input, types)).toList();
        SetOperations sets = new SetOperations(context, columns);
        return new BoundQuery(
                switch (operation.operator()) {
                    case UNION -> sets.union(plans, operation.all());
                    case INTERSECT -> sets.intersect(plans, operation.all());
                    case EXCEPT -> sets.except(plans, operation.all());
                },
                columns);
    }

    private static List<DataType> commonTypes(QueryBody.SetOperation operation, List<BoundQuery> inputs) {
        int width = inputs.getFirst().columns().size();
        List<DataType> types = new ArrayList<>();
        for (BoundQuery input : inputs) {
            if (input.columns().size() != width) {
                throw AlmagestException.of(
                                SqlState.SYNTAX_ERROR,
                                "the queries of " + operation.operator() + " have " + width + " and "
                                        + input.columns().size() + " columns")
                        .at(operation.inputs().get(inputs.indexOf(input)).span().start());
            }
        }
        for (int c = 0; c < width; c++) {
            List<Expression> column = new ArrayList<>();
            List<Span> spans = new ArrayList<>();
            for (int i = 0; i < inputs.size(); i++) {
                column.add(result(inputs.get(i), c));
                spans.add(operation.inputs().get(i).span());
            }
            types.add(Typing.commonType(column, spans, operation.operator().name()));
        }
        return types;
    }

    /// Answers a reference to a query's column, or NULL where it is nothing else: that takes any
    /// type.
    static Expression result(BoundQuery query, int column) {
        LogicalPlan.Column result = query.columns().get(column).column();
        return NullColumns.contains(query.plan(), result.number())
                ? new Expression.Literal(Value.NULL, ScalarType.NULL)
                : result.ref();
    }

    LogicalPlan converted(BoundQuery input, List<DataType> types) {
        List<LogicalPlan.Assignment> assignments = new ArrayList<>();
        for (int c = 0; c < types.size(); c++) {
            BoundColumn column = input.columns().get(c);
            boolean passed = column.column().type().equals(types.get(c))
                    && assignments.stream().noneMatch(a -> a.column().equals(column.column()));
            LogicalPlan.Column target = passed
                    ? column.column()
                    : context.column(column.name(), types.get(c), column.meaning())
                            .column();
            assignments.add(
                    new LogicalPlan.Assignment(target, Typing.coerce(result(input, c), types.get(c), Span.NONE)));
        }
        return new LogicalPlan.Project(input.plan(), assignments);
    }

    /// Groups by every column: DISTINCT.
    static LogicalPlan distinct(LogicalPlan input, List<BoundColumn> columns) {
        List<LogicalPlan.Assignment> keys = new ArrayList<>();
        for (BoundColumn column : columns) {
            boolean repeated = keys.stream().anyMatch(key -> key.column().equals(column.column()));
            if (!repeated) {
                keys.add(new LogicalPlan.Assignment(
                        column.column(), column.column().ref()));
            }
        }
        return new LogicalPlan.Aggregate(input, keys, List.of());
    }

    /// Orders a query by its own columns: names, positions, and expressions over them.
    private BoundQuery ordered(BoundQuery query, List<SortItem> items, CommonTables common) {
        if (items.isEmpty()) {
            return query;
        }
        Scope scope = new Scope(List.of(Scope.Relation.of("", query.columns()))).within(common.outer());
        Subqueries subqueries = new Subqueries(context, this, common.within(scope));
        ExpressionBinder binder = ExpressionBinder.scalar(context, scope).with(subqueries);
        List<LogicalPlan.OrderKey> keys = new ArrayList<>();
        for (SortItem item : Ordinals.expand(items, query.columns().size())) {
            Optional<Integer> ordinal =
                    Ordinals.of(item.expression(), query.columns().size(), "ORDER BY");
            Expression key = ordinal.isPresent()
                    ? query.columns().get(ordinal.get()).column().ref()
                    : Typing.typed(binder.bind(item.expression()));
            keys.add(Ordinals.orderKey(item, key));
        }
        return new BoundQuery(new LogicalPlan.Sort(subqueries.attach(query.plan()), keys), query.columns());
    }

    private BoundQuery limited(BoundQuery body, Query query, CommonTables common) {
        if (query.limit().isEmpty() && query.offset().isEmpty()) {
            return body;
        }
        if (query.limit().filter(QueryBinder::isQuery).isPresent()
                || query.offset().filter(QueryBinder::isQuery).isPresent()) {
            return limitedByQuery(body, query, common);
        }
        long limit = query.limit().map(e -> count(e, "LIMIT")).orElse(Long.MAX_VALUE);
        long offset = query.offset().map(e -> count(e, "OFFSET")).orElse(0L);
        LogicalPlan rows = query.withTies() && limit > 0
                ? withTies(body.plan(), limit, offset, query.span())
                : new LogicalPlan.Limit(body.plan(), limit, offset);
        return new BoundQuery(rows, body.columns());
    }

    private static boolean isQuery(org.almagest.sql.ast.Expression expression) {
        return expression instanceof org.almagest.sql.ast.Expression.ScalarSubquery;
    }

    /// Binds a limit or offset that is a subquery: the rows are numbered, and compared with it.
    private BoundQuery limitedByQuery(BoundQuery body, Query query, CommonTables common) {
        if (query.withTies()) {
            throw ExpressionBinder.unsupported("WITH TIES by a subquery", query.span());
        }
        Scope scope = Scope.EMPTY.within(common.outer());
        Subqueries subqueries = new Subqueries(context, this, common.within(scope));
        ExpressionBinder binder = ExpressionBinder.scalar(context, scope).with(subqueries);
        Expression limit = rows(query.limit(), binder, "LIMIT");
        Expression offset = rows(query.offset(), binder, "OFFSET");
        CallBinder calls = new CallBinder(binder, context);
        LogicalPlan plan = body.plan();
        LogicalPlan kept = switch (plan) {
            case LogicalPlan.Sort(var input, var keys) ->
                Places.between(input, keys, limit, offset, calls, subqueries::attach, context);
            case LogicalPlan.Project(LogicalPlan.Sort(var input, var keys), var assignments) ->
                new LogicalPlan.Project(
                        Places.between(input, keys, limit, offset, calls, subqueries::attach, context), assignments);
            default -> Places.between(plan, List.of(), limit, offset, calls, subqueries::attach, context);
        };
        return new BoundQuery(kept, body.columns());
    }

    private static Expression rows(
            Optional<org.almagest.sql.ast.Expression> given, ExpressionBinder binder, String clause) {
        if (given.isEmpty()) {
            return new Expression.Literal(Value.NULL, ScalarType.BIGINT);
        }
        Expression bound = binder.bind(given.get());
        if (!bound.type().isInteger() && bound.type() != ScalarType.NULL || bound.type() == ScalarType.UBIGINT) {
            throw AlmagestException.of(SqlState.INVALID_LIMIT, clause + " needs a number of rows, 0 or more")
                    .at(given.get().span().start());
        }
        return Typing.coerce(bound, ScalarType.BIGINT, given.get().span());
    }

    private LogicalPlan withTies(LogicalPlan plan, long limit, long offset, Span span) {
        return switch (plan) {
            case LogicalPlan.Sort(var input, var keys) -> Places.withTies(input, keys, limit, offset, context);
            case LogicalPlan.Project(LogicalPlan.Sort(var input, var keys), var assignments) ->
                new LogicalPlan.Project(Places.withTies(input, keys, limit, offset, context), assignments);
            default ->
                throw AlmagestException.of(SqlState.SYNTAX_ERROR, "WITH TIES needs an ORDER BY")
                        .at(span.start())
                        .hint("ties are rows that are equal in the order");
        };
    }

    private long count(org.almagest.sql.ast.Expression expression, String clause) {
        Expression bound = ExpressionBinder.scalar(context, Scope.EMPTY).bind(expression);
        boolean number = bound.type().isInteger() || bound.type() == ScalarType.NULL;
        Value value = number && Constants.isConstant(bound) ? Constants.evaluate(bound) : Value.of(-1);
        if (value.isNull()) {
            return clause.equals("LIMIT") ? Long.MAX_VALUE : 0;
        }
        if (value instanceof Value.OfLong(long rows) && rows >= 0) {
            return rows;
        }
        throw AlmagestException.of(SqlState.INVALID_LIMIT, clause + " needs a number of rows, 0 or more")
                .at(expression.span().start());
    }
}
