package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.TypeNames;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.Functions;
import org.almagest.sql.ast.Statement;
import org.almagest.sql.syntax.Parser;

/// Tables that queries are bound over and that are never read.
final class TestCatalog implements Catalog {
    private final Map<String, Scannable> tables = new LinkedHashMap<>();

    /// Adds a table; columns are written `name TYPE` or `name TYPE unit`, with commas between them.
    TestCatalog table(String name, String columns) {
        List<ColumnDefinition> definitions = new ArrayList<>();
        for (String column : columns.split(",\\s*(?![^(\\[]*[)\\]])")) {
            String[] words = column.strip().split(" ");
            definitions.add(new ColumnDefinition(
                    definitions.size(),
                    words[0],
                    TypeNames.parse(words[1]).orElseThrow(),
                    true,
                    words.length > 2
                            ? new ColumnMeaning(words[2], "ucd." + words[0], "", "", "the " + words[0])
                            : ColumnMeaning.NONE));
        }
        tables.put(name, new Table(name, TableSchema.of(definitions)));
        return this;
    }

    BoundQuery bind(String sql, Expression.Literal... parameters) {
        Statement.Select select = (Statement.Select) Parser.parseStatement(sql);
        return new Binder(this, Functions.BUILT_IN, List.of(parameters)).bind(select.query());
    }

    /// Answers the names of a query's columns, with commas between them.
    String names(String sql) {
        return String.join(
                ", ", bind(sql).columns().stream().map(BoundColumn::name).toList());
    }

    /// Answers the types of a query's columns, with commas between them.
    String types(String sql) {
        return String.join(
                ", ",
                bind(sql).columns().stream()
                        .map(column -> column.column().type().sqlName())
                        .toList());
    }

    TableSchema schema(String table) {
        return tables.get(table).schema();
    }

    @Override
    public Optional<Scannable> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    @Override
    public List<String> tableNames() {
        return List.copyOf(tables.keySet());
    }

    @Override
    public Scannable file(String path) {
        throw AlmagestException.of(SqlState.FILE_NOT_FOUND, "there is no file " + path);
    }

    @Override
    public Optional<Scannable> tableFunction(String name, List<Value> arguments, Map<String, Value> namedArguments) {
        return Optional.empty();
    }

    @Override
    public List<String> tableFunctionNames() {
        return List.of();
    }

    private record Table(String name, TableSchema schema) implements Scannable {
        @Override
        public String describe() {
            return "table " + name;
        }

        @Override
        public OptionalLong rowCount() {
            return OptionalLong.empty();
        }

        @Override
        public Optional<ColumnStatistics> statistics(int column) {
            return Optional.empty();
        }

        @Override
        public Scan scan(ScanRequest request) {
            throw new UnsupportedOperationException("only bound over");
        }
    }
}
