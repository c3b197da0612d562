package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.segment.RowPlaces;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.ResultStream;
import org.almagest.exec.expression.Expression;
import org.almagest.rowstore.TableSnapshot;
import org.almagest.rowstore.Transaction;
import org.almagest.sql.ast.ChangeStatement;
import org.almagest.sql.ast.DefinitionStatement;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.Query;
import org.almagest.sql.ast.QueryBody;
import org.almagest.sql.ast.Span;
import org.almagest.sql.bind.BoundColumn;
import org.almagest.sql.bind.BoundQuery;

/// INSERT, UPDATE, DELETE, COPY FROM, TRUNCATE and the rows of CREATE TABLE AS: those of a query or file go into a
/// table. A few rows go
/// to the table's
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
            case ChangeStatement.Update update -> update(update, parameters);
            case ChangeStatement.Delete delete -> delete(delete, parameters);
            case ChangeStatement.Merge merge -> refuse(merge, parameters);
            case ChangeStatement.Truncate truncate -> {
                truncate(truncate);
                yield new Result.Done("TRUNCATE", -1);
            }
            case ChangeStatement.CopyFrom copy -> copyFrom(copy, parameters);
            case ChangeStatement.CopyTo copy -> new Copies(engine, session).execute(copy, parameters);
        };
    }

    private Result refuse(ChangeStatement.Merge merge, List<Expression.Literal> parameters) {
        try (Snapshots snapshots = session.transactions().snapshot()) {
            throw new RowChanges(session, snapshots, parameters).refuse(merge);
        }
    }

    /// Without a condition nobody has to look at the rows.
    private Result delete(ChangeStatement.Delete delete, List<Expression.Literal> parameters) {
        boolean all = delete.where().isEmpty()
                && delete.using().isEmpty()
                && delete.returning().isEmpty();
        if (all) {
            return session.transactions().change(delete.span(), work -> {
                Names.Found.Table found = find(work, delete.table());
                long rows = work.on(found.temporary()).deleteAll(found.name());
                return new Result.Done("DELETE", rows);
            });
        }
        return changeRows(
                delete.span(), delete.table(), (rows, table) -> rows.bind(delete, table), parameters, this::delete);
    }

    private Result delete(Transaction transaction, ResultStream stream, TableSnapshot table) {
        RowPlaces places = new RowPlaces();
        Batch batch = new Batch(1);
        while (stream.next(batch)) {
            places.add(batch, 0);
        }
        transaction.deleteRows(table.objectName(), places);
        return new Result.Done("DELETE", places.count());
    }

    private Result update(ChangeStatement.Update update, List<Expression.Literal> parameters) {
        return changeRows(
                update.span(), update.table(), (rows, table) -> rows.bind(update, table), parameters, this::update);
    }

    /// The old versions go when all new ones are known, and before these come: places are of the table as it was read.
    private Result update(Transaction transaction, ResultStream stream, TableSnapshot table) {
        NewVersions versions = new NewVersions(stream, table.schema().columnCount());
        Runnable atEnd = () -> transaction.deleteRows(table.objectName(), versions.places());
        return new Result.Done("UPDATE", store(transaction, versions, table.objectName(), table.schema(), atEnd));
    }

    /// Does something with the rows of the query of a change.
    private interface RowsOf {
        Result apply(Transaction transaction, ResultStream rows, TableSnapshot table);
    }

    private Result changeRows(
            Span span,
            QualifiedName name,
            BiFunction<RowChanges, TableSnapshot, BoundQuery> query,
            List<Expression.Literal> parameters,
            RowsOf then) {
        return session.transactions().change(span, work -> {
            Snapshots snapshots = work.snapshot();
            try {
                Names.Found.Table found = session.names().table(snapshots, name);
                BoundQuery bound = query.apply(new RowChanges(session, snapshots, parameters), found.table());
                try (Result.Rows rows = session.run(bound, snapshots)) {
                    return then.apply(work.on(found.temporary()), rows.stream(), found.table());
                }
            } catch (RuntimeException | Error failed) {
                snapshots.close();
                throw failed;
            }
        });
    }

    private Names.Found.Table find(Work work, QualifiedName name) {
        try (Snapshots snapshots = work.snapshot()) {
            return session.names().table(snapshots, name);
        }
    }

    /// Puts empty tables in the place of some.
    private void truncate(ChangeStatement.Truncate truncate) {
        session.transactions().change(truncate.span(), work -> {
            for (QualifiedName name : truncate.tables()) {
                Names.Found.Table found = find(work, name);
                work.on(found.temporary()).truncate(found.name());
            }
            return truncate;
        });
    }

    private Result insert(ChangeStatement.Insert insert, List<Expression.Literal> parameters) {
        if (!insert.returning().isEmpty()) {
            throw Session.unsupported("RETURNING", insert.span());
        }
        return intoTable(
                "INSERT",
                insert.table(),
                (snapshots, table) -> session.binder(snapshots, parameters)
                        .insert(
                                insert.source().orElseGet(() -> defaults(insert, table.schema())),
                                table.schema(),
                                insert.columns(),
                                table.name()));
    }

    /// Makes the row of DEFAULT VALUES.
    private static Query defaults(ChangeStatement.Insert insert, TableSchema table) {
        int width = insert.columns().isEmpty()
                ? table.columnCount()
                : insert.columns().size();
        org.almagest.sql.ast.Expression cell = new org.almagest.sql.ast.Expression.DefaultValue(insert.span());
        return Query.of(new QueryBody.Values(List.of(Collections.nCopies(width, cell)), insert.span()));
    }

    private Result copyFrom(ChangeStatement.CopyFrom copy, List<Expression.Literal> parameters) {
        return intoTable("COPY", copy.table(), (snapshots, table) -> {
            CopyIn rows = new CopyIn(session.sources(), copy, table.schema());
            return session.binder(new OpenedFileCatalog(session.catalog(snapshots), rows.open()), parameters)
                    .insert(rows.query(), table.schema(), copy.columns(), table.name());
        });
    }

    /// Makes the rows that go into a table.
    private interface RowsFor {
        BoundQuery bind(Snapshots snapshots, TableSnapshot table);
    }

    private Result intoTable(String command, QualifiedName into, RowsFor source) {
        return session.transactions().change(into.span(), work -> {
            Snapshots snapshots = work.snapshot();
            try {
                Names.Found.Table found = session.names().table(snapshots, into);
                BoundQuery bound = source.bind(snapshots, found.table());
                try (Result.Rows rows = session.run(bound, snapshots)) {
                    TableSchema schema = found.table().schema();
                    return new Result.Done(
                            command, store(work.on(found.temporary()), rows.stream(), found.name(), schema, () -> {}));
                }
            } catch (RuntimeException | Error failed) {
                snapshots.close();
                throw failed;
            }
        });
    }

    /// Keeps the first batches back: only when there are more than a few, a segment is worth its
    /// while. When there are no more, and before they are put into the table, `atEnd` is run.
    private long store(
            Transaction transaction, ResultStream stream, ObjectName name, TableSchema schema, Runnable atEnd) {
        RowRules rules = new RowRules(schema, name.toString());
        List<DataType> types =
                schema.columns().stream().map(ColumnDefinition::type).toList();
        List<Batch> kept = new ArrayList<>();
        Batch batch = new Batch(types.size());
        while (kept.size() < DELTA_BATCHES && stream.next(batch)) {
            rules.check(batch);
            kept.add(copy(batch, types));
        }
        if (kept.size() < DELTA_BATCHES) {
            long rows = kept.stream().mapToLong(Batch::size).sum();
            atEnd.run();
            if (rows > 0) {
                transaction.insertRows(name, kept);
            }
            return rows;
        }
        try (TableSink sink = transaction.appendSink(name)) {
            fill(sink, kept, stream, rules);
            atEnd.run();
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

    private static void fill(TableSink sink, List<Batch> first, ResultStream stream, RowRules rules) {
        Batch batch = new Batch(sink.schema().columnCount());
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
                    rules.check(next);
                    part.append(next);
                    rows += next.size();
                }
            }
        }
    }

    /// Runs CREATE TABLE AS at a place that is free: the table appears with all its rows or not at all.
    Result createAs(Work work, DefinitionStatement.CreateTable create, Names.Place place, Snapshots snapshots) {
        try {
            BoundQuery bound =
                    session.binder(snapshots, List.of()).bind(create.query().orElseThrow());
            TableSchema schema = TableOptions.applied(schema(bound, create), create);
            Transaction transaction = work.on(place.temporary());
            transaction.createTable(place.name(), schema);
            try (Result.Rows rows = session.run(bound, snapshots);
                    TableSink sink = transaction.appendSink(place.name())) {
                if (create.withRows()) {
                    fill(
                            sink,
                            List.of(),
                            rows.stream(),
                            new RowRules(schema, place.name().toString()));
                }
                return new Result.Done("CREATE TABLE", sink.commit());
            }
        } catch (RuntimeException | Error failed) {
            snapshots.close();
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
