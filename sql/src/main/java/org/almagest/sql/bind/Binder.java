package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.evaluate.Constants;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.FunctionLookup;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.Query;
import org.almagest.sql.ast.QueryBody;
import org.almagest.sql.ast.Span;
import org.almagest.sql.ast.TableReference;
import org.almagest.sql.ast.TypeName;

/// The door of the binder: turns the queries of one statement into logical plans.
public final class Binder {
    private final BindContext context;
    private final QueryBinder queries;

    /// The most steps of a recursion, where nothing else is said.
    public static final long MAX_RECURSION = 100_000;

    /// Makes a binder for one statement.
    public Binder(Catalog catalog, FunctionLookup functions, List<Expression.Literal> parameters) {
        this(catalog, functions, parameters, MAX_RECURSION);
    }

    /// Makes a binder for one statement whose recursions end within so many steps.
    public Binder(Catalog catalog, FunctionLookup functions, List<Expression.Literal> parameters, long maxRecursion) {
        this(new BindContext(catalog, functions, ParameterValues.closed(parameters), maxRecursion));
    }

    private Binder(BindContext context) {
        this.context = context;
        queries = new QueryBinder(context);
    }

    /// Makes a binder for one statement that shall serve other values of its parameters, too.
    public static Binder open(
            Catalog catalog, FunctionLookup functions, List<Expression.Literal> parameters, long maxRecursion) {
        return new Binder(new BindContext(catalog, functions, ParameterValues.open(parameters), maxRecursion));
    }

    /// Answers the value of an expression without columns; fails where it has some.
    public Expression.Literal constant(org.almagest.sql.ast.Expression written) {
        Expression bound = ExpressionBinder.scalar(context, Scope.EMPTY).bind(written);
        return new Expression.Literal(Constants.evaluate(bound), bound.type());
    }

    /// Binds a query.
    public BoundQuery bind(Query query) {
        return queries.bind(query, CommonTables.NONE);
    }

    /// Binds a query for the values of an open binder and others.
    public OpenQuery bindOpen(Query query) {
        BoundQuery bound = bind(query);
        return new OpenQuery(bound, context.parameters(), context.isOfTheMoment());
    }

    /// Binds a table, file or function of FROM alone: what DESCRIBE describes.
    public BoundQuery describe(TableReference reference) {
        FromBinder.From from = new FromBinder(context, queries, CommonTables.NONE).bind(reference);
        return new BoundQuery(from.plan(), from.scope().visible());
    }

    /// Reads a type.
    public static DataType type(TypeName name) {
        return Typing.type(name);
    }

    /// Binds the rows of an INSERT: the query's columns become those named (all of the table's when
    /// none are), converted to their types; the table's other columns get their defaults.
    public BoundQuery insert(Query query, TableSchema table, List<Identifier> names, String tableName) {
        List<Integer> targets = targets(table, names, tableName);
        BoundQuery rows = inserted(query, targets.stream().map(table::column).toList());
        requireWidth(rows.columns().size(), targets.size(), tableName, query.span());
        List<BoundColumn> columns = new ArrayList<>();
        List<LogicalPlan.Assignment> assignments = new ArrayList<>();
        for (int i = 0; i < table.columnCount(); i++) {
            ColumnDefinition target = table.column(i);
            int source = targets.indexOf(i);
            Expression value = source < 0
                    ? new RuleBinder(context.functions()).defaultOf(target)
                    : assigned(rows, source, target, query.span());
            BoundColumn column = context.column(target.name(), target.type(), target.meaning());
            columns.add(column);
            assignments.add(new LogicalPlan.Assignment(column.column(), value));
        }
        return new BoundQuery(new LogicalPlan.Project(rows.plan(), assignments), columns);
    }

    /// Fails where an INSERT gives another number of values than the columns take.
    public static void requireWidth(int values, int columns, String tableName, Span span) {
        if (values != columns) {
            throw AlmagestException.of(
                            SqlState.SYNTAX_ERROR,
                            "INSERT gives " + values + " values for " + columns + " columns of " + tableName)
                    .at(span.start());
        }
    }

    /// Fails where a column of a query may not go into a column of a table.
    public static void requireAssignable(BoundQuery query, int position, ColumnDefinition target, Span span) {
        LogicalPlan.Column value = query.columns().get(position).column();
        if (!NullColumns.contains(query.plan(), value.number())) {
            CastRules.requireAssignable(value.type(), target, span);
        }
    }

    private BoundQuery inserted(Query query, List<ColumnDefinition> targets) {
        if (query.plain() && query.body() instanceof QueryBody.Values values) {
            ValuesBinder binder = new ValuesBinder(context, values);
            return binder.width() == targets.size() ? binder.bindFor(targets) : binder.bind(queries, CommonTables.NONE);
        }
        return bind(query);
    }

    private static List<Integer> targets(TableSchema table, List<Identifier> names, String tableName) {
        List<Integer> targets = new ArrayList<>();
        for (Identifier name : names) {
            int position = table.position(name.name())
                    .orElseThrow(() -> AlmagestException.of(
                                    SqlState.UNDEFINED_COLUMN, "there is no column " + name.name() + " in " + tableName)
                            .at(name.span().start())
                            .hint(NearestName.question(
                                    name.name(),
                                    table.columns().stream()
                                            .map(ColumnDefinition::name)
                                            .toList())));
            if (targets.contains(position)) {
                throw AlmagestException.of(SqlState.DUPLICATE_COLUMN, "the column " + name.name() + " is named twice")
                        .at(name.span().start());
            }
            targets.add(position);
        }
        if (names.isEmpty()) {
            for (int i = 0; i < table.columnCount(); i++) {
                targets.add(i);
            }
        }
        return targets;
    }

    private static Expression assigned(BoundQuery rows, int source, ColumnDefinition target, Span span) {
        LogicalPlan.Column value = rows.columns().get(source).column();
        if (NullColumns.contains(rows.plan(), value.number())) {
            return new Expression.Literal(Value.NULL, target.type());
        }
        CastRules.requireAssignable(value.type(), target, span);
        return Typing.coerce(value.ref(), target.type(), span);
    }
}
