package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.evaluate.Constants;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.sql.ast.QueryBody;
import org.almagest.sql.ast.Span;

/// Binds VALUES: rows of constants. A column has the type that its values have in common; in an
/// INSERT each value is read as its target column's type by itself.
final class ValuesBinder {
    private final BindContext context;
    private final List<List<org.almagest.sql.ast.Expression>> syntax;
    private final int width;

    ValuesBinder(BindContext context, QueryBody.Values values) {
        this.context = context;
        syntax = values.rows();
        width = syntax.getFirst().size();
        for (List<org.almagest.sql.ast.Expression> row : syntax) {
            if (row.size() != width) {
                throw AlmagestException.of(
                                SqlState.SYNTAX_ERROR,
                                "the rows of VALUES have " + width + " and " + row.size() + " values")
                        .at(row.getFirst().span().start());
            }
        }
    }

    /// Answers the number of values in each row.
    int width() {
        return width;
    }

    /// Binds rows of constants, or of what is computed from subqueries and the columns of a query
    /// around.
    BoundQuery bind(QueryBinder queries, CommonTables common) {
        Scope scope = Scope.EMPTY.within(common.outer());
        List<Subqueries> subqueries = new ArrayList<>();
        List<List<Expression>> rows = new ArrayList<>();
        for (List<org.almagest.sql.ast.Expression> row : syntax) {
            Subqueries ofRow = new Subqueries(context, queries, common.within(scope));
            ExpressionBinder binder = ExpressionBinder.scalar(context, scope).with(ofRow);
            subqueries.add(ofRow);
            rows.add(row.stream().map(binder::bind).map(ValuesBinder::folded).toList());
        }
        boolean constant = rows.stream().flatMap(List::stream).allMatch(Expression.Literal.class::isInstance);
        return constant ? constants(rows) : computed(rows, subqueries);
    }

    private BoundQuery computed(List<List<Expression>> rows, List<Subqueries> subqueries) {
        List<BoundColumn> columns = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            DataType type = Typing.commonType(column(rows, c), spans(c), "VALUES");
            columns.add(context.column("col" + c, type, ColumnMeaning.NONE));
        }
        List<LogicalPlan> plans = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            List<LogicalPlan.Assignment> assignments = new ArrayList<>();
            for (int c = 0; c < width; c++) {
                LogicalPlan.Column made = context.numbers().like(columns.get(c).column());
                Expression cell = rows.get(r).get(c);
                assignments.add(new LogicalPlan.Assignment(made, Typing.coerce(cell, made.type(), spans(c).get(r))));
            }
            LogicalPlan oneRow = new LogicalPlan.Values(List.of(), List.of(List.of()));
            plans.add(new LogicalPlan.Project(subqueries.get(r).attach(oneRow), assignments));
        }
        List<LogicalPlan.Column> made =
                columns.stream().map(BoundColumn::column).toList();
        return new BoundQuery(new LogicalPlan.UnionAll(plans, made), columns);
    }

    private static List<Expression> column(List<List<Expression>> rows, int column) {
        return rows.stream().map(row -> row.get(column)).toList();
    }

    private BoundQuery constants(List<List<Expression>> rows) {
        List<BoundColumn> columns = new ArrayList<>();
        List<List<Value>> values = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            List<Expression> cells = column(rows, c);
            List<Span> spans = spans(c);
            DataType type = Typing.commonType(cells, spans, "VALUES");
            List<Value> column = new ArrayList<>();
            for (int r = 0; r < cells.size(); r++) {
                column.add(Constants.evaluate(Typing.coerce(cells.get(r), type, spans.get(r))));
            }
            columns.add(context.column("col" + c, type, ColumnMeaning.NONE));
            values.add(column);
        }
        return query(columns, values);
    }

    /// Binds the rows of an INSERT, as many values as targets.
    BoundQuery bindFor(List<ColumnDefinition> targets) {
        List<BoundColumn> columns = new ArrayList<>();
        List<List<Value>> values = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            ColumnDefinition target = targets.get(c);
            List<Expression> cells = cells(c, Optional.of(target));
            List<Span> spans = spans(c);
            List<Value> column = new ArrayList<>();
            for (int r = 0; r < cells.size(); r++) {
                CastRules.requireAssignable(cells.get(r).type(), target, spans.get(r));
                column.add(Constants.evaluate(Typing.coerce(cells.get(r), target.type(), spans.get(r))));
            }
            columns.add(context.column(target.name(), target.type(), target.meaning()));
            values.add(column);
        }
        return query(columns, values);
    }

    private BoundQuery query(List<BoundColumn> columns, List<List<Value>> values) {
        List<List<Value>> rows = new ArrayList<>();
        for (int r = 0; r < syntax.size(); r++) {
            int row = r;
            rows.add(values.stream().map(column -> column.get(row)).toList());
        }
        List<LogicalPlan.Column> planColumns =
                columns.stream().map(BoundColumn::column).toList();
        return new BoundQuery(new LogicalPlan.Values(planColumns, rows), columns);
    }

    private List<Span> spans(int column) {
        return syntax.stream().map(row -> row.get(column).span()).toList();
    }

    /// Binds the values of a column; DEFAULT stands for what `target` has where nothing is given.
    private List<Expression> cells(int column, Optional<ColumnDefinition> target) {
        ExpressionBinder binder = ExpressionBinder.scalar(context, Scope.EMPTY);
        return syntax.stream()
                .map(row -> row.get(column))
                .map(cell -> cell instanceof org.almagest.sql.ast.Expression.DefaultValue && target.isPresent()
                        ? constant(new RuleBinder(context.functions()).defaultOf(target.get()), cell)
                        : constant(binder.bind(cell), cell))
                .toList();
    }

    private static Expression constant(Expression bound, org.almagest.sql.ast.Expression cell) {
        if (!Constants.isConstant(bound)) {
            throw AlmagestException.of(SqlState.INVALID_COLUMN_REFERENCE, "VALUES takes constants")
                    .at(cell.span().start());
        }
        return folded(bound);
    }

    private static Expression folded(Expression bound) {
        return bound instanceof Expression.Literal || !Constants.isConstant(bound)
                ? bound
                : new Expression.Literal(Constants.evaluate(bound), bound.type());
    }
}
