package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.sql.ast.ChangeStatement;
import org.almagest.sql.ast.Expression.Parameter;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.Query;
import org.almagest.sql.ast.QueryBody;
import org.almagest.sql.bind.Binder;
import org.almagest.sql.bind.OpenQuery;

/// What is known of a statement before its parameters have values: the columns of a query, where they
/// are the same for parameters of all types that it takes, and the types of parameters, where what
/// stands beside them says.
public record Description(Optional<List<ResultColumn>> columns, List<Optional<DataType>> parameters) {
    /// A parameter's value could be of any of these kinds.
    private static final List<ScalarType> KINDS =
            List.of(ScalarType.VARCHAR, ScalarType.BIGINT, ScalarType.DOUBLE, ScalarType.TIMESTAMP, ScalarType.BOOLEAN);

    /// Makes a binder for values of parameters.
    interface Binders {
        Binder open(List<Expression.Literal> values);

        Binder closed(List<Expression.Literal> values);
    }

    public Description {
        columns = columns.map(List::copyOf);
        parameters = List.copyOf(parameters);
    }

    /// Answers a description of a statement of which nothing is known.
    static Description unknown(int parameters) {
        return new Description(Optional.empty(), Collections.nCopies(parameters, Optional.empty()));
    }

    private static List<Expression.Literal> nulls(int parameters, DataType type) {
        return Collections.nCopies(parameters, new Expression.Literal(Value.NULL, type));
    }

    static Description of(Query query, int parameters, Binders binders) {
        List<Optional<DataType>> types = new ArrayList<>();
        Optional<OpenQuery> open =
                bound(values -> binders.open(values).bindOpen(query), nulls(parameters, ScalarType.VARCHAR));
        for (int p = 0; p < parameters; p++) {
            int parameter = p;
            types.add(open.flatMap(bound -> bound.parameterType(parameter)));
        }
        return new Description(columns(query, parameters, binders), types);
    }

    /// NULLs of each kind must come to the same columns, if the statement takes them.
    private static Optional<List<ResultColumn>> columns(Query query, int parameters, Binders binders) {
        if (parameters == 0) {
            return Optional.of(QueryRun.columns(binders.closed(List.of()).bind(query)));
        }
        List<List<ResultColumn>> found = KINDS.stream()
                .flatMap(kind ->
                        bound(values -> QueryRun.columns(binders.closed(values).bind(query)), nulls(parameters, kind))
                                .stream())
                .distinct()
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private static <T> Optional<T> bound(Function<List<Expression.Literal>, T> bind, List<Expression.Literal> values) {
        try {
            return Optional.of(bind.apply(values));
        } catch (AlmagestException refused) {
            return Optional.empty();
        }
    }

    /// A parameter that is a cell of VALUES has the type of the column that it goes to.
    static Description of(ChangeStatement.Insert insert, TableSchema table, int parameters) {
        Description unknown = unknown(parameters);
        if (insert.source().isEmpty() || !(insert.source().get().body() instanceof QueryBody.Values values)) {
            return unknown;
        }
        List<Optional<DataType>> types = new ArrayList<>(unknown.parameters());
        for (List<org.almagest.sql.ast.Expression> row : values.rows()) {
            for (int c = 0; c < row.size(); c++) {
                if (row.get(c) instanceof Parameter parameter && parameter.index() <= parameters) {
                    types.set(parameter.index() - 1, target(insert.columns(), table, c));
                }
            }
        }
        return new Description(Optional.empty(), types);
    }

    private static Optional<DataType> target(List<Identifier> columns, TableSchema table, int cell) {
        if (columns.isEmpty()) {
            return cell < table.columnCount() ? Optional.of(table.column(cell).type()) : Optional.empty();
        }
        OptionalInt position =
                cell < columns.size() ? table.position(columns.get(cell).name()) : OptionalInt.empty();
        return position.isPresent()
                ? Optional.of(table.column(position.getAsInt()).type())
                : Optional.empty();
    }
}
