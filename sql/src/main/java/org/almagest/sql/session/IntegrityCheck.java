package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.Fault;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.rowstore.CheckReport;
import org.almagest.sql.ast.MaintenanceStatement;

/// CHECK DATABASE and CHECK TABLE: a row for each fault; none when everything is as written.
final class IntegrityCheck {
    private static final List<ResultColumn> COLUMNS = List.of(
            Session.column("kind", ScalarType.VARCHAR),
            Session.column("file", ScalarType.VARCHAR),
            Session.column("place", ScalarType.VARCHAR),
            Session.column("found", ScalarType.VARCHAR),
            Session.column("expected", ScalarType.VARCHAR));

    private IntegrityCheck() {}

    static Result run(Session session, QueryRun queries, MaintenanceStatement.Check check) {
        Engine engine = session.engine();
        Optional<ObjectName> table = check.table().map(name -> {
            try (Snapshots snapshots = session.transactions().snapshot()) {
                return session.names().table(snapshots, name).name();
            }
        });
        CheckReport report = engine.database().check(table, engine.options().threads(), queries::isCancelled);
        List<List<Value>> rows = new ArrayList<>();
        for (Fault fault : report.faults()) {
            rows.add(row("fault", fault.file(), fault.place(), fault.found(), fault.expected()));
        }
        for (String path : report.unreferenced()) {
            rows.add(row("unreferenced", path, "", "a file that nothing leads to", "none"));
        }
        return session.constants(COLUMNS, rows);
    }

    private static List<Value> row(String... texts) {
        List<Value> row = new ArrayList<>();
        for (String text : texts) {
            row.add(text.isEmpty() ? Value.NULL : Value.of(text));
        }
        return row;
    }
}
