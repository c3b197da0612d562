package org.almagest.sql.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.StorageFailure;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.spill.SpillFiles;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.ResultStream;
import org.almagest.exec.cast.TextForm;
import org.almagest.exec.expression.Expression;
import org.almagest.ingest.arrow.ArrowWriter;
import org.almagest.ingest.fits.FitsWriter;
import org.almagest.ingest.parquet.ParquetWriter;
import org.almagest.sql.ast.ChangeStatement;
import org.almagest.sql.bind.BoundQuery;

/// COPY ... TO: the rows of a query go into a file, which is there complete or not at all.
final class Copies {
    private final Engine engine;
    private final Session session;

    Copies(Engine engine, Session session) {
        this.engine = engine;
        this.session = session;
    }

    Result execute(ChangeStatement.CopyTo copy, List<Expression.Literal> parameters) {
        CopyOptions options = CopyOptions.of(copy);
        requireFile(copy);
        Snapshots snapshot = session.transactions().snapshot();
        try {
            BoundQuery bound = session.binder(snapshot, parameters).bind(copy.query());
            TableSchema schema = schema(bound, copy);
            try (Result.Rows rows = session.run(bound, snapshot)) {
                return new Result.Done(
                        "COPY",
                        switch (options.format()) {
                            case PARQUET -> parquet(rows.stream(), copy.file(), schema, options);
                            case CSV -> csv(rows.stream(), copy.file(), schema, options.csv());
                            case FITS -> fits(rows.stream(), copy.file(), schema);
                            case ARROW -> arrow(rows.stream(), copy.file(), schema);
                        });
            }
        } catch (RuntimeException | Error failed) {
            snapshot.close();
            throw failed;
        }
    }

    private void requireFile(ChangeStatement.CopyTo copy) {
        try {
            if (engine.files().isDirectory(copy.file())) {
                throw AlmagestException.of(SqlState.WRONG_OBJECT_TYPE, copy.file() + " is a directory")
                        .at(copy.span().start())
                        .hint("name a file in it");
            }
        } catch (IOException failure) {
            throw StorageFailure.of("write", copy.file(), failure);
        }
    }

    private static TableSchema schema(BoundQuery query, ChangeStatement.CopyTo copy) {
        List<ColumnDefinition> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ResultColumn column : QueryRun.columns(query)) {
            if (!names.add(column.name())) {
                throw AlmagestException.of(
                                SqlState.DUPLICATE_COLUMN,
                                "two columns of the file would have the name " + column.name())
                        .at(copy.span().start())
                        .hint("name one of them otherwise, with AS");
            }
            if (column.type() == org.almagest.columnar.type.ScalarType.NULL) {
                throw AlmagestException.of(SqlState.DATATYPE_MISMATCH, "the column " + column.name() + " has no type")
                        .at(copy.span().start())
                        .hint("give it one, as in CAST(NULL AS DOUBLE)");
            }
            columns.add(new ColumnDefinition(columns.size(), column.name(), column.type(), true, column.meaning()));
        }
        return TableSchema.of(columns);
    }

    private long parquet(ResultStream rows, String file, TableSchema schema, CopyOptions options) {
        try (ParquetWriter writer = new ParquetWriter(
                engine.files(), file, schema, options.compression(), options.rowGroupRows(), engine.budget())) {
            long count = drain(rows, schema, writer::append);
            writer.finish();
            return count;
        }
    }

    private long arrow(ResultStream rows, String file, TableSchema schema) {
        try (ArrowWriter writer = new ArrowWriter(engine.files(), file, schema, engine.budget())) {
            long count = drain(rows, schema, writer::append);
            writer.finish();
            return count;
        }
    }

    private long fits(ResultStream rows, String file, TableSchema schema) {
        SpillFiles spill = engine.spillSpace().files(() -> false);
        try (FitsWriter writer = new FitsWriter(engine.files(), file, schema, TextForm::of, spill, engine.budget())) {
            long count = drain(rows, schema, writer::append);
            writer.finish();
            return count;
        }
    }

    private long csv(ResultStream rows, String file, TableSchema schema, CsvStyle style) {
        try (CsvFileWriter writer = new CsvFileWriter(engine.files(), file, schema, style)) {
            long count = drain(rows, schema, writer::append);
            writer.finish();
            return count;
        }
    }

    private static long drain(ResultStream rows, TableSchema schema, Consumer<Batch> append) {
        Batch batch = new Batch(schema.columnCount());
        long count = 0;
        while (rows.next(batch)) {
            append.accept(batch);
            count += batch.size();
        }
        return count;
    }
}
