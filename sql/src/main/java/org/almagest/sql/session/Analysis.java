package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.rowstore.TableSnapshot;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.MaintenanceStatement.Analyze;
import org.almagest.sql.ast.Span;
import org.almagest.sql.ast.Statement;
import org.almagest.sql.syntax.Parser;
import org.almagest.sql.syntax.SqlText;

/// ANALYZE: takes samples of the rows of tables, by which planning estimates. Columns that are named must be
/// there; a sample has all of them, so that it tells of any together. Of two or more that are named, the combinations
/// of their values are counted, which reads all rows.
final class Analysis {
    private final Session session;

    private record Wanted(boolean temporary, ObjectName name) {}

    Analysis(Session session) {
        this.session = session;
    }

    Result analyze(Work work, Analyze analyze) {
        List<Wanted> wanted = new ArrayList<>();
        try (Snapshots snapshots = work.snapshot()) {
            if (analyze.table().isPresent()) {
                Names.Found.Table table =
                        session.names().table(snapshots, analyze.table().get());
                analyze.columns()
                        .forEach(name -> Comments.position(table.table().schema(), name));
                wanted.add(new Wanted(table.temporary(), table.name()));
            } else {
                add(snapshots.main().tables(), false, wanted);
                snapshots.temporary().ifPresent(temporary -> add(temporary.tables(), true, wanted));
            }
        }
        if (analyze.columns().size() > 1) {
            count(work, analyze);
        }
        wanted.forEach(table -> work.on(table.temporary()).sample(table.name(), session::isCancelled));
        return new Result.Done("ANALYZE", -1);
    }

    private void count(Work work, Analyze analyze) {
        try (Snapshots snapshots = work.snapshot()) {
            Names.Found.Table table =
                    session.names().table(snapshots, analyze.table().orElseThrow());
            List<ColumnDefinition> columns = new ArrayList<>();
            for (Identifier name : analyze.columns()) {
                ColumnDefinition column = table.table()
                        .schema()
                        .column(Comments.position(table.table().schema(), name));
                if (columns.contains(column)) {
                    throw AlmagestException.of(
                                    SqlState.DUPLICATE_COLUMN, "the column " + column.name() + " stands twice")
                            .at(name.span().start());
                }
                columns.add(column);
            }
            work.on(table.temporary())
                    .countGroup(
                            table.name(),
                            columns.stream().map(ColumnDefinition::id).toList(),
                            counted(snapshots, table, columns),
                            table.table().rowCount().orElseThrow());
        }
    }

    /// Counts in what the transaction sees.
    private long counted(Snapshots snapshots, Names.Found.Table table, List<ColumnDefinition> columns) {
        ObjectName qualified = table.place().qualified();
        String keys = columns.stream().map(column -> text(column.name())).collect(Collectors.joining(", "));
        String sql = "SELECT count(*) FROM (SELECT DISTINCT " + keys + " FROM " + text(qualified.schema()) + "."
                + text(qualified.name()) + ") AS combinations";
        Statement.Select select = (Statement.Select) Parser.parseStatement(sql);
        try (Result.Rows rows =
                session.runBeside(session.binder(snapshots, List.of()).bind(select.query()))) {
            Batch batch = new Batch(1);
            rows.stream().next(batch);
            return ((Value.OfLong) Cells.get(batch.column(0), batch.row(0))).value();
        }
    }

    private static String text(String name) {
        return SqlText.of(new Identifier(name, true, Span.NONE));
    }

    private static void add(List<TableSnapshot> tables, boolean temporary, List<Wanted> wanted) {
        tables.forEach(table -> wanted.add(new Wanted(temporary, table.objectName())));
    }
}
