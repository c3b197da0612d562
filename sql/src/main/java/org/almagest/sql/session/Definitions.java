package org.almagest.sql.session;

import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.rowstore.Transaction;
import org.almagest.sql.ast.DefinitionStatement;

/// CREATE, ALTER, DROP and COMMENT ON; CREATE TABLE AS hands its rows to `Changes`.
final class Definitions {
    private final Session session;
    private final Changes changes;
    private final Views views;
    private final Drops drops;
    private final Indexes indexes;
    private final Comments comments;
    private final Alterations alterations;

    Definitions(Session session, Changes changes) {
        this.session = session;
        this.changes = changes;
        views = new Views(session);
        indexes = new Indexes(session);
        drops = new Drops(session, indexes);
        comments = new Comments(session);
        alterations = new Alterations(session);
    }

    Result execute(DefinitionStatement statement) {
        return session.transactions().change(statement.span(), work -> switch (statement) {
            case DefinitionStatement.CreateTable create -> createTable(work, create);
            case DefinitionStatement.CreateView view -> views.create(work, view);
            case DefinitionStatement.CreateSchema schema -> drops.createSchema(work, schema);
            case DefinitionStatement.CreateIndex index -> indexes.create(work, index);
            case DefinitionStatement.Drop drop -> drops.drop(work, drop);
            case DefinitionStatement.AlterTable alter -> alterations.alter(work, alter);
            case DefinitionStatement.CommentOn comment -> comments.comment(work, comment);
        });
    }

    private Result createTable(Work work, DefinitionStatement.CreateTable create) {
        Snapshots snapshots = work.snapshot();
        try {
            Names.Place place = session.names().place(snapshots, create.name(), create.temporary());
            Optional<Names.Found> found = Names.at(snapshots, place);
            if (found.isPresent() && create.ifNotExists()) {
                snapshots.close();
                return new Result.Done("CREATE TABLE", -1);
            }
            found.ifPresent(present -> requireReplaceable(present, create));
            Transaction transaction = work.on(place.temporary());
            if (create.query().isPresent()) {
                found.ifPresent(present -> transaction.dropTable(present.name()));
                return changes.createAs(work, create, place, snapshots);
            }
            TableKeys keys = TableKeys.of(create);
            TableSchema schema = keys.applied(TableOptions.applied(TableSchemas.of(create), create));
            found.ifPresent(present -> transaction.dropTable(present.name()));
            transaction.createTable(place.name(), schema);
            snapshots.close();
            keys.create(work, place, schema);
            return new Result.Done("CREATE TABLE", -1);
        } catch (RuntimeException | Error failed) {
            snapshots.close();
            throw failed;
        }
    }

    private static void requireReplaceable(Names.Found found, DefinitionStatement.CreateTable create) {
        boolean isTable = found instanceof Names.Found.Table;
        if (isTable && create.orReplace()) {
            return;
        }
        String kind = isTable ? "table" : "view";
        throw AlmagestException.of(
                        SqlState.DUPLICATE_TABLE,
                        "there is already a " + kind + " " + create.name().text())
                .at(create.name().span().start())
                .hint(isTable ? "CREATE OR REPLACE TABLE replaces it, DROP TABLE removes it" : "DROP VIEW removes it");
    }
}
