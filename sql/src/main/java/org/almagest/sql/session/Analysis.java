package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.rowstore.TableSnapshot;
import org.almagest.sql.ast.MaintenanceStatement.Analyze;

/// ANALYZE: takes samples of the rows of tables, by which planning estimates. Columns that are named must be
/// there; a sample has all of them, so that it tells of any together.
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
        wanted.forEach(table -> work.on(table.temporary()).sample(table.name(), session::isCancelled));
        return new Result.Done("ANALYZE", -1);
    }

    private static void add(List<TableSnapshot> tables, boolean temporary, List<Wanted> wanted) {
        tables.forEach(table -> wanted.add(new Wanted(temporary, table.objectName())));
    }
}
