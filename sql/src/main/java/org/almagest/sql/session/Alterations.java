package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.IndexDescription;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.cast.TextForm;
import org.almagest.sql.ast.AlterAction;
import org.almagest.sql.ast.DefinitionStatement.AlterTable;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.Span;
import org.almagest.sql.ast.Statement;
import org.almagest.sql.syntax.Parser;
import org.almagest.sql.syntax.SqlText;

/// ALTER TABLE: the schema after all actions takes the place of the old one in one step, and then
/// the rows that are there are held to what is new in it. No row is written.
final class Alterations {
    private final Session session;

    Alterations(Session session) {
        this.session = session;
    }

    Result alter(Work work, AlterTable alter) {
        Optional<Names.Found> found;
        try (Snapshots snapshots = work.snapshot()) {
            found = session.names().find(snapshots, alter.table());
            if (found.isEmpty() && !alter.ifExists()) {
                throw session.names().unknown(snapshots, "table", alter.table());
            }
        }
        found.ifPresent(present -> {
            switch (present) {
                case Names.Found.View view -> renameView(work, view, alter);
                case Names.Found.Table table -> alter(work, table, alter);
            }
        });
        return new Result.Done("ALTER TABLE", -1);
    }

    private void alter(Work work, Names.Found.Table table, AlterTable alter) {
        AlteredSchema altered =
                new AlteredSchema(table.table().schema(), table.name().name());
        ObjectName name = table.name();
        for (AlterAction action : alter.actions()) {
            if (action instanceof AlterAction.RenameTable(Identifier to, var span)) {
                name = renamed(work, table.temporary(), name, to);
            } else if (!dropsKey(work, table, action)) {
                requireKeyStays(table, action);
                altered.apply(action);
            }
        }
        work.on(table.temporary()).alterTable(table.name(), name, altered.schema());
        try (Snapshots snapshots = work.snapshot()) {
            for (AlteredSchema.Demand demand : altered.demands()) {
                check(snapshots, table.temporary(), name, demand);
            }
        }
    }

    /// Drops the index of a key where the constraint that goes is one.
    private static boolean dropsKey(Work work, Names.Found.Table table, AlterAction action) {
        if (action instanceof AlterAction.DropConstraint drop) {
            for (IndexDescription key : table.table().uniqueIndexes()) {
                if (key.name().equals(drop.name().name())) {
                    work.on(table.temporary()).dropIndex(table.name(), key.name());
                    return true;
                }
            }
        }
        return false;
    }

    private static void requireKeyStays(Names.Found.Table table, AlterAction action) {
        if (action instanceof AlterAction.SetNotNull(Identifier column, boolean notNull, var span) && !notNull) {
            int position = Comments.position(table.table().schema(), column);
            table.table()
                    .primaryKey()
                    .filter(key -> key.columns().contains(position))
                    .ifPresent(key -> {
                        throw AlmagestException.of(
                                        SqlState.INVALID_TABLE_DEFINITION,
                                        "the column " + column.name() + " is one of the primary key's " + key.name())
                                .at(column.span().start())
                                .hint("ALTER TABLE ... DROP CONSTRAINT " + key.name() + " drops the key");
                    });
        }
    }

    private ObjectName renamed(Work work, boolean temporary, ObjectName name, Identifier to) {
        ObjectName next = new ObjectName(name.schema(), to.name());
        try (Snapshots snapshots = work.snapshot()) {
            if (!next.equals(name)
                    && Names.at(snapshots, new Names.Place(temporary, next)).isPresent()) {
                throw AlmagestException.of(SqlState.DUPLICATE_TABLE, "there is already a table or view " + to.name())
                        .at(to.span().start());
            }
        }
        return next;
    }

    private void renameView(Work work, Names.Found.View view, AlterTable alter) {
        ObjectName name = view.name();
        for (AlterAction action : alter.actions()) {
            if (!(action instanceof AlterAction.RenameTable(Identifier to, var span))) {
                throw AlmagestException.of(
                                SqlState.WRONG_OBJECT_TYPE, alter.table().text() + " is a view, not a table")
                        .at(alter.table().span().start())
                        .hint("CREATE OR REPLACE VIEW changes it; RENAME TO gives it another name");
            }
            name = renamed(work, view.temporary(), name, to);
        }
        work.on(view.temporary()).changeView(view.name(), name, view.view().definition());
    }

    /// Looks for a row that is not as it must be: an ordinary query, which skips what zone maps rule
    /// out and runs on all threads.
    private void check(Snapshots snapshots, boolean temporary, ObjectName table, AlteredSchema.Demand demand) {
        QualifiedName from = new QualifiedName(
                List.of(quoted(temporary ? Names.TEMP : table.schema()), quoted(table.name())), Span.NONE);
        String text = "SELECT * FROM " + SqlText.of(from) + " WHERE " + demand.violation() + " LIMIT 1";
        Statement.Select select = (Statement.Select) Parser.parseStatement(text);
        var bound = session.binder(snapshots, List.of()).bind(select.query());
        try (Result.Rows rows = session.runBeside(bound)) {
            Batch batch = new Batch(rows.columns().size());
            if (rows.stream().next(batch)) {
                throw AlmagestException.of(demand.state(), demand.message() + ": " + row(rows, batch))
                        .at(demand.span().start())
                        .hint("nothing was changed");
            }
        }
    }

    private static Identifier quoted(String name) {
        return new Identifier(name, true, Span.NONE);
    }

    private static String row(Result.Rows rows, Batch batch) {
        List<String> cells = new ArrayList<>();
        int row = batch.row(0);
        for (int c = 0; c < rows.columns().size(); c++) {
            var type = rows.columns().get(c).type();
            boolean isNull = type == ScalarType.NULL || batch.column(c).isNull(row);
            cells.add(isNull ? "NULL" : TextForm.of(type, batch.column(c), row));
        }
        return "(" + String.join(", ", cells) + ")";
    }
}
