package org.almagest.cli.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.almagest.cli.Console;
import org.almagest.cli.progress.ProgressBar;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.ingest.BulkLoad;
import org.almagest.ingest.csv.TypeWidened;
import org.almagest.rowstore.CatalogSnapshot;
import org.almagest.rowstore.Database;
import org.almagest.rowstore.JointLoad;
import org.almagest.rowstore.TableSnapshot;
import org.almagest.sql.session.RuledSink;

/// Fills tables from files. All rows of all tables are written first, then all tables are committed
/// in one step: a failure or `cancel` leaves the database as it was.
final class TableLoads {
    private final Database database;
    private final IfExists ifExists;
    private final LayoutChoice layout;
    private final int threads;
    private final Console console;
    private final Rejects rejects;
    private final AtomicReference<BulkLoad> current = new AtomicReference<>();
    private final AtomicBoolean canceled = new AtomicBoolean();

    TableLoads(
            Database database, IfExists ifExists, LayoutChoice layout, int threads, Console console, Rejects rejects) {
        this.database = database;
        this.ifExists = ifExists;
        this.layout = layout;
        this.threads = threads;
        this.console = console;
        this.rejects = rejects;
    }

    /// Stops the load from any thread.
    void cancel() {
        canceled.set(true);
        BulkLoad load = current.get();
        if (load != null) {
            load.cancel();
        }
    }

    boolean isCanceled() {
        return canceled.get();
    }

    List<LoadOutcome> run(List<LoadTarget> targets) {
        List<TableSink> sinks = new ArrayList<>();
        try {
            JointLoad joint = database.jointLoad();
            List<LoadOutcome> outcomes = new ArrayList<>();
            for (LoadTarget target : targets) {
                outcomes.add(fill(target, joint, sinks));
            }
            joint.commit(sinks);
            return outcomes;
        } finally {
            sinks.forEach(TableSink::close);
        }
    }

    /// Writes the rows of one table. Starts again where a text file turns out to hold values that
    /// its inferred types do not take.
    private LoadOutcome fill(LoadTarget given, JointLoad joint, List<TableSink> sinks) {
        LoadTarget target = given;
        long start = System.nanoTime();
        Rejects.Mark before = rejects.mark();
        while (true) {
            TableSink sink = open(target, joint);
            int position = 0;
            try {
                long rows = 0;
                long part = 0;
                for (; position < target.sources().size(); position++) {
                    LoadSource source = target.sources().get(position);
                    LoadSource typed =
                            position == 0 && ifExists != IfExists.APPEND ? source : source.withTypesOf(sink.schema());
                    ConsecutiveSink behind = new ConsecutiveSink(new RuledSink(sink, target.table()), part);
                    rows += copy(typed, behind, target.table());
                    part = behind.next();
                }
                sink.complete();
                sinks.add(sink);
                return outcome(target, rows, sink.schema(), start);
            } catch (RuntimeException | Error failure) {
                sink.close();
                if (!(failure.getCause() instanceof TypeWidened wider)
                        || !(target.sources().get(position) instanceof LoadSource.Csv csv)) {
                    throw failure;
                }
                rejects.restart(before);
                target = target.withSource(position, csv.widened(wider.table()));
            }
        }
    }

    private LoadOutcome outcome(LoadTarget target, long rows, TableSchema schema, long start) {
        return new LoadOutcome(
                target.table(),
                target.sources().stream().map(LoadSource::file).toList(),
                rows,
                schema.columnCount(),
                target.sources().stream().mapToLong(LoadSource::bytes).sum(),
                (System.nanoTime() - start) / 1e9,
                layout.hint(schema, rows));
    }

    private TableSink open(LoadTarget target, JointLoad joint) {
        String table = target.table();
        boolean exists;
        try (CatalogSnapshot snapshot = database.snapshot()) {
            exists = snapshot.table(table).isPresent();
            if (!exists && ifExists == IfExists.APPEND) {
                List<String> known =
                        snapshot.tables().stream().map(TableSnapshot::name).toList();
                throw AlmagestException.of(SqlState.UNDEFINED_TABLE, "there is no table " + table + " to append to")
                        .hint(NearestName.question(table, known));
            }
        }
        if (exists && ifExists == IfExists.FAIL) {
            throw AlmagestException.of(
                            SqlState.DUPLICATE_TABLE, "the table " + table + " is in " + database.name() + " already")
                    .hint("add to it with --append, replace it with --replace, or name another table");
        }
        TableSchema schema = layout.applied(target.sources().getFirst().rows().schema());
        return switch (ifExists) {
            case FAIL -> joint.create(table, schema);
            case APPEND -> joint.append(table);
            case REPLACE -> joint.replace(table, schema);
        };
    }

    private long copy(LoadSource source, TableSink sink, String table) {
        List<Integer> columns = columns(source, sink.schema(), table);
        String label = java.nio.file.Path.of(source.file()).getFileName().toString();
        try (ProgressBar bar = new ProgressBar(console, label)) {
            BulkLoad load = new BulkLoad(source.rows(), columns, sink, threads)
                    .listener(now -> bar.show(now.rows(), now.bytesRead(), now.fraction()));
            if (!source.isStream()) {
                load.sourceBytes(source.bytes());
            }
            current.set(load);
            if (canceled.get()) {
                load.cancel();
            }
            return load.run();
        }
    }

    /// Answers, for each column of the table, which of the file's columns fills it.
    private static List<Integer> columns(LoadSource source, TableSchema table, String tableName) {
        TableSchema file = source.rows().schema();
        List<Integer> positions = new ArrayList<>();
        for (ColumnDefinition column : table.columns()) {
            int position = file.position(column.name())
                    .orElseThrow(() -> mismatch(
                                    source, "has no column " + column.name() + " for the table " + tableName)
                            .hint("its columns are "
                                    + String.join(
                                            ", ",
                                            file.columns().stream()
                                                    .map(ColumnDefinition::name)
                                                    .toList())));
            ColumnDefinition found = file.column(position);
            if (!found.type().equals(column.type())) {
                throw mismatch(
                        source,
                        "has " + found.type() + " in the column " + column.name() + ", the table " + tableName + " has "
                                + column.type());
            }
            positions.add(position);
        }
        for (ColumnDefinition column : file.columns()) {
            if (table.position(column.name()).isEmpty()) {
                throw mismatch(source, "has a column " + column.name() + " that the table " + tableName + " lacks");
            }
        }
        return positions;
    }

    private static AlmagestException mismatch(LoadSource source, String what) {
        return AlmagestException.of(SqlState.DATATYPE_MISMATCH, source.file() + " " + what);
    }
}
