package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.schema.CheckRule;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.FunctionLookup;
import org.almagest.sql.ast.Span;
import org.almagest.sql.syntax.Parser;

/// Binds what a table's schema says in SQL: DEFAULT, which names no column, and CHECK, which names
/// those of the table.
public final class RuleBinder {
    private final FunctionLookup functions;

    /// A condition over the columns of a table.
    ///
    /// @param condition its columns are positions in the schema
    /// @param mentions the places in the condition's text where each column is named, by position
    public record BoundCheck(Expression condition, Map<Integer, List<Span>> mentions) {}

    public RuleBinder(FunctionLookup functions) {
        this.functions = functions;
    }

    /// Binds a DEFAULT as it was written, converted to the column's type.
    public Expression defaultValue(org.almagest.sql.ast.Expression written, ColumnDefinition column) {
        Expression value = ExpressionBinder.scalar(context(), Scope.EMPTY).bind(written);
        CastRules.requireAssignable(value.type(), column, written.span());
        return Typing.coerce(value, column.type(), written.span());
    }

    /// Answers what a column has where an INSERT names no value.
    public Expression defaultOf(ColumnDefinition column) {
        String text = column.absent().expression();
        return text.isEmpty()
                ? new Expression.Literal(Value.NULL, column.type())
                : defaultValue(Parser.parseExpression(text), column);
    }

    /// Binds a condition over a table's columns.
    public BoundCheck check(org.almagest.sql.ast.Expression condition, TableSchema schema, String table) {
        BindContext context = context();
        List<BoundColumn> columns = new ArrayList<>();
        Map<Integer, Integer> positions = new HashMap<>();
        for (ColumnDefinition column : schema.columns()) {
            BoundColumn bound = context.column(column.name(), column.type(), column.meaning());
            positions.put(bound.column().number(), columns.size());
            columns.add(bound);
        }
        Scope scope = new Scope(List.of(Scope.Relation.of(table, columns)));
        Expression bound = ExpressionBinder.scalar(context, scope).condition(condition, "CHECK");
        Map<Integer, List<Span>> mentions = new HashMap<>();
        for (BindContext.Mention mention : context.mentions()) {
            mentions.computeIfAbsent(positions.get(mention.column()), _ -> new ArrayList<>())
                    .add(mention.span());
        }
        return new BoundCheck(positioned(bound, positions), mentions);
    }

    /// Binds a check of a table.
    public BoundCheck check(CheckRule check, TableSchema schema, String table) {
        return check(Parser.parseExpression(check.condition()), schema, table);
    }

    private static Expression positioned(Expression expression, Map<Integer, Integer> positions) {
        return expression instanceof Expression.ColumnRef ref
                ? new Expression.ColumnRef(positions.get(ref.index()), ref.type())
                : expression.mapChildren(child -> positioned(child, positions));
    }

    private BindContext context() {
        return new BindContext(NoCatalog.INSTANCE, functions, ParameterValues.closed(List.of()), Binder.MAX_RECURSION)
                .ofOtherText();
    }

    /// Rules see no table: subqueries are refused before anybody asks.
    private enum NoCatalog implements Catalog {
        INSTANCE;

        @Override
        public Optional<Scannable> table(String name) {
            return Optional.empty();
        }

        @Override
        public List<String> tableNames() {
            return List.of();
        }

        @Override
        public Scannable file(String path) {
            throw AlmagestException.of(SqlState.FEATURE_NOT_SUPPORTED, "a rule of a table reads no file");
        }

        @Override
        public Optional<Scannable> tableFunction(
                String name, List<Value> arguments, Map<String, Value> namedArguments) {
            return Optional.empty();
        }

        @Override
        public List<String> tableFunctionNames() {
            return List.of();
        }
    }
}
