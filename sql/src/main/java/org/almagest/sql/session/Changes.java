package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.ResultStream;
import org.almagest.exec.expression.Expression;
import org.almagest.rowstore.CatalogSnapshot;
import org.almagest.rowstore.TableSnapshot;
import org.almagest.sql.ast.ChangeStatement;
import org.almagest.sql.ast.DefinitionStatement;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.bind.BoundColumn;
import org.almagest.sql.bind.BoundQuery;

/// INSERT, COPY FROM and CREATE TABLE AS: the rows of a query or file go into a table. A few rows go to the table's
/// delta, many straight into segments.
final class Changes {
    /// An INSERT of at most so many batches goes to the delta.
    private static final int DELTA_BATCHES = 8;

    private final Engine engine;
    private final Session session;

    Changes(Engine engine, Session session) {
        this.engine = engine;
        this.session = session;
    }

    Result execute(ChangeStatement change, List<Expression.Literal> parameters) {
        return switch (change) {
            case ChangeStatement.Insert insert -> insert(insert, parameters);
            case ChangeStatement.Update update -> throw Session.unsupported("UPDATE", update.span());
            case ChangeStatement.Delete delete -> throw Session.unsupported("DELETE", delete.span());
            case ChangeStatement.CopyFrom copy -> copyFrom(copy, parameters);
            case ChangeStatement.CopyTo copy -> new Copies(engine, session).execute(copy, parameters);
        };
    }

    private Result insert(ChangeStatement.Insert insert, List<Expression.Literal> parameters) {
        if (!insert.returning().isEmpty()) {
            throw Session.unsupported("RETURNING", insert.span());
        }
        if (insert.source().isEmpty()) {
            throw Session.unsupported("DEFAULT VALUES", insert.span());
        }
        return intoTable(
                "INSERT",
                insert.table(),
                (snapshot, table) -> session.binder(snapshot, parameters)
                        .insert(insert.source().get(), table.schema(), insert.columns(), table.name()));
    }

    private Result copyFrom(ChangeStatement.CopyFrom copy, List<Expression.Literal> parameters) {
        return intoTable("COPY", copy.table(), (snapshot, table) -> {
            CopyIn rows = new CopyIn(session.sources(), copy, table.schema());
            return session.binder(new OpenedFileCatalog(session.catalog(snapshot), rows.open()), parameters)
                    .insert(rows.query(), table.schema(), copy.columns(), table.name());
        });
    }

    /// Makes the rows that go into a table.
    private interface RowsFor {
        BoundQuery bind(CatalogSnapshot snapshot, TableSnapshot table);
    }

    private Result intoTable(String command, QualifiedName into, RowsFor source) {
        String name = Definitions.tableName(into);
        CatalogSnapshot snapshot = engine.database().snapshot();
        try {
            TableSnapshot table = snapshot.table(name).orElseThrow(() -> Definitions.unknownTable(snapshot, into));
            BoundQuery bound = source.bind(snapshot, table);
            try (Result.Rows rows = session.run(bound, snapshot)) {
                return new Result.Done(command, store(rows.stream(), table.name(), table.schema()));
            }
        } catch (RuntimeException | Error failed) {
            snapshot.close();
            throw failed;
        }
    }

    /// Keeps the first batches back: only when there are more than a few, a segment is worth its
    /// while.
    private long store(ResultStream stream, String name, TableSchema schema) {
        List<DataType> types =
                schema.columns().stream().map(ColumnDefinition::type).toList();
        List<Batch> kept = new ArrayList<>();
        Batch batch = new Batch(types.size());
        while (kept.size() < DELTA_BATCHES && stream.next(batch)) {
            requireNotNull(batch, schema);
            kept.add(copy(batch, types));
        }
        if (kept.size() < DELTA_BATCHES) {
            long rows = kept.stream().mapToLong(Batch::size).sum();
            if (rows > 0) {
                engine.database().writer().insertRows(name, kept);
            }
            return rows;
        }
        try (TableSink sink = engine.database().writer().appendSink(name)) {
            fill(sink, kept, stream, schema);
            return sink.commit();
        }
    }

    private static Batch copy(Batch batch, List<DataType> types) {
        Batch copy = Batch.allocate(types);
        for (int c = 0; c < types.size(); c++) {
            for (int i = 0; i < batch.size(); i++) {
                copy.column(c).copyRow(batch.column(c), batch.row(i), i);
            }
        }
        copy.setRowCount(batch.size());
        return copy;
    }

    private static void fill(TableSink sink, List<Batch> first, ResultStream stream, TableSchema schema) {
        Batch batch = new Batch(schema.columnCount());
        int pending = 0;
        boolean more = true;
        for (long sequence = 0; more; sequence++) {
            try (TableSink.Part part = sink.part(sequence)) {
                int rows = 0;
                while (rows <= TableSink.ROW_GROUP_ROWS - org.almagest.columnar.vector.ColumnVector.BATCH_ROWS) {
                    Batch next = batch;
                    if (pending < first.size()) {
                        next = first.get(pending++);
                    } else {
                        more = stream.next(batch);
                        if (!more) {
                            break;
                        }
                    }
                    requireNotNull(next, schema);
                    part.append(next);
                    rows += next.size();
                }
            }
        }
    }

    private static void requireNotNull(Batch batch, TableSchema schema) {
        for (int c = 0; c < schema.columnCount(); c++) {
            ColumnDefinition column = schema.column(c);
            if (column.nullable() || !batch.column(c).hasNulls()) {
                continue;
            }
            for (int i = 0; i < batch.size(); i++) {
                if (batch.column(c).isNull(batch.row(i))) {
                    throw AlmagestException.of(
                                    SqlState.NOT_NULL_VIOLATION,
                                    "the column " + column.name() + " is NOT NULL, and a row has NULL there")
                            .hint("nothing was inserted");
                }
            }
        }
    }

    /// Runs CREATE TABLE AS: the table appears with all its rows or not at all.
    Result createAs(DefinitionStatement.CreateTable create, String name, boolean exists) {
        CatalogSnapshot snapshot = engine.database().snapshot();
        try {
            BoundQuery bound =
                    session.binder(snapshot, List.of()).bind(create.query().orElseThrow());
            TableSchema schema = TableOptions.applied(schema(bound, create), create);
            try (Result.Rows rows = session.run(bound, snapshot);
                    TableSink sink = exists
                            ? engine.database().writer().replaceTableWithSink(name, schema)
                            : engine.database().writer().createTableWithSink(name, schema)) {
                if (create.withRows()) {
                    fill(sink, List.of(), rows.stream(), schema);
                }
                return new Result.Done("CREATE TABLE", sink.commit());
            }
        } catch (RuntimeException | Error failed) {
            snapshot.close();
            throw failed;
        }
    }

    private static TableSchema schema(BoundQuery query, DefinitionStatement.CreateTable create) {
        if (create.columnNames().size() > query.columns().size()) {
            throw AlmagestException.of(SqlState.SYNTAX_ERROR, "there are more column names than columns")
                    .at(create.columnNames().getLast().span().start());
        }
        List<ColumnDefinition> columns = new ArrayList<>();
        for (BoundColumn column : query.columns()) {
            int position = columns.size();
            String name = position < create.columnNames().size()
                    ? create.columnNames().get(position).name()
                    : column.name();
            boolean taken = columns.stream().anyMatch(other -> other.name().equalsIgnoreCase(name));
            if (taken) {
                throw AlmagestException.of(SqlState.DUPLICATE_COLUMN, "two columns of the query have the name " + name)
                        .at(create.query().orElseThrow().span().start())
                        .hint("give one an alias: ... AS " + name + "_2");
            }
            columns.add(new ColumnDefinition(position, name, column.column().type(), true, column.meaning()));
        }
        return TableSchema.of(columns);
    }
}
