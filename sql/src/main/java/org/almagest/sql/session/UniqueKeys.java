package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.IndexDescription;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.cast.TextForm;
import org.almagest.exec.expression.Expression;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.Span;
import org.almagest.sql.ast.Statement;
import org.almagest.sql.bind.BoundQuery;
import org.almagest.sql.syntax.Parser;
import org.almagest.sql.syntax.SqlText;

/// Holds a table to its unique indexes: looks for keys that two rows have, among what a transaction
/// sees, by an ordinary query. Keys of which one column is NULL equal no others.
///
/// ```text
/// SELECT a, b, count(*) FROM t WHERE a IS NOT NULL AND b IS NOT NULL AND a IN (those of the new rows)
/// GROUP BY a, b HAVING count(*) > 1 LIMIT 1
/// ```
///
/// Where few rows are new, the query has their first keys, which lead it through the index; where there
/// are many, all rows are grouped. What other transactions do meanwhile, commits compare
/// (`TransactionCommit`).
final class UniqueKeys {
    private final Session session;
    private final Names.Found.Table table;

    /// Keys that more than one row has.
    private record Twice(String keys, long rows) {}

    UniqueKeys(Session session, Names.Found.Table table) {
        this.session = session;
        this.table = table;
    }

    /// Fails with 23505 where an index would not be unique.
    void requireUnique(Snapshots seen, String index, List<Integer> columnIds, Span span) {
        TableSchema schema = table.table().schema();
        List<Integer> columns = columnIds.stream().map(schema::positionOfId).toList();
        twice(seen, columns, Optional.empty()).ifPresent(found -> {
            throw AlmagestException.of(
                            SqlState.UNIQUE_VIOLATION,
                            "the index " + index + " cannot be unique: " + found.rows() + " rows of table "
                                    + table.name() + " have " + found.keys())
                    .at(span.start())
                    .hint("nothing was changed; CREATE INDEX makes one whose keys may be equal");
        });
    }

    /// Fails with 23505 where the rows that a transaction has just added have keys that are there, or the
    /// same among themselves.
    ///
    /// @param seen has the rows
    /// @param added the rows, where they are few
    void check(Snapshots seen, Optional<List<Batch>> added) {
        for (IndexDescription index : table.table().uniqueIndexes()) {
            Optional<Set<Value>> first =
                    added.map(batches -> values(batches, index.columns().getFirst()));
            if (first.filter(Set::isEmpty).isEmpty()) {
                twice(seen, index.columns(), first).ifPresent(found -> {
                    throw AlmagestException.of(
                                    SqlState.UNIQUE_VIOLATION,
                                    "a row for table " + table.name() + " violates the unique index " + index.name()
                                            + ": another has " + found.keys())
                            .hint("nothing was changed");
                });
            }
        }
    }

    private static Set<Value> values(List<Batch> batches, int column) {
        Set<Value> values = new LinkedHashSet<>();
        for (Batch batch : batches) {
            ColumnVector vector = batch.column(column);
            for (int i = 0; i < batch.size(); i++) {
                if (!vector.isNull(batch.row(i))) {
                    values.add(Cells.get(vector, batch.row(i)));
                }
            }
        }
        return values;
    }

    private Optional<Twice> twice(Snapshots seen, List<Integer> columns, Optional<Set<Value>> first) {
        BoundQuery bound = bind(seen, columns, first);
        try (Result.Rows rows = session.runBeside(bound)) {
            Batch batch = new Batch(rows.columns().size());
            if (!rows.stream().next(batch)) {
                return Optional.empty();
            }
            int row = batch.row(0);
            String keys = IntStream.range(0, columns.size())
                    .mapToObj(k -> TextForm.of(rows.columns().get(k).type(), batch.column(k), row))
                    .collect(Collectors.joining(", "));
            String names = columns.stream().map(c -> column(c).name()).collect(Collectors.joining(", "));
            Value count = Cells.get(batch.column(columns.size()), row);
            return Optional.of(new Twice("(" + names + ") = (" + keys + ")", ((Value.OfLong) count).value()));
        }
    }

    private BoundQuery bind(Snapshots seen, List<Integer> columns, Optional<Set<Value>> first) {
        List<String> names =
                columns.stream().map(c -> SqlText.of(quoted(column(c).name()))).toList();
        String keys = String.join(", ", names);
        String conditions = names.stream().map(name -> name + " IS NOT NULL").collect(Collectors.joining(" AND "));
        List<Expression.Literal> parameters = new ArrayList<>();
        if (first.isPresent()) {
            first.get()
                    .forEach(value -> parameters.add(new Expression.Literal(
                            value, column(columns.getFirst()).type())));
            conditions += IntStream.rangeClosed(1, parameters.size())
                    .mapToObj(i -> "$" + i)
                    .collect(Collectors.joining(", ", " AND " + names.getFirst() + " IN (", ")"));
        }
        String text = "SELECT " + keys + ", count(*) FROM " + SqlText.of(name()) + " WHERE " + conditions + " GROUP BY "
                + keys + " HAVING count(*) > 1 LIMIT 1";
        Statement.Select select = (Statement.Select) Parser.parseStatement(text);
        return session.binder(seen, parameters).bind(select.query());
    }

    private ColumnDefinition column(int position) {
        return table.table().schema().column(position);
    }

    private QualifiedName name() {
        var qualified = table.place().qualified();
        return new QualifiedName(List.of(quoted(qualified.schema()), quoted(qualified.name())), Span.NONE);
    }

    private static Identifier quoted(String name) {
        return new Identifier(name, true, Span.NONE);
    }
}
