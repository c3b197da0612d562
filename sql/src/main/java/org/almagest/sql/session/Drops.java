package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.rowstore.CatalogSnapshot;
import org.almagest.rowstore.TableSnapshot;
import org.almagest.rowstore.Transaction;
import org.almagest.rowstore.ViewSnapshot;
import org.almagest.sql.ast.DefinitionStatement.CreateSchema;
import org.almagest.sql.ast.DefinitionStatement.Drop;
import org.almagest.sql.ast.DefinitionStatement.ObjectKind;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.bind.Catalog;

/// CREATE SCHEMA, and DROP of tables, views, schemas and indexes.
final class Drops {
    private final Session session;
    private final Indexes indexes;

    Drops(Session session, Indexes indexes) {
        this.session = session;
        this.indexes = indexes;
    }

    Result createSchema(Work work, CreateSchema create) {
        Identifier name = schemaName(create.name());
        if (name.name().equals(Names.TEMP) || name.name().equals(InformationSchema.NAME)) {
            throw AlmagestException.of(SqlState.RESERVED_NAME, "the schema name " + name.name() + " is reserved")
                    .at(name.span().start());
        }
        boolean exists;
        try (Snapshots snapshots = work.snapshot()) {
            exists = snapshots.main().schemaDescription(name.name()).isPresent();
        }
        if (exists && !create.ifNotExists()) {
            throw AlmagestException.of(SqlState.DUPLICATE_SCHEMA, "there is already a schema " + name.name())
                    .at(name.span().start())
                    .hint("CREATE SCHEMA IF NOT EXISTS leaves it as it is");
        }
        if (!exists) {
            work.on(false).putSchema(name.name(), "");
        }
        return new Result.Done("CREATE SCHEMA", -1);
    }

    private static Identifier schemaName(QualifiedName name) {
        if (name.parts().size() > 1) {
            throw Session.unsupported("a schema in a schema", name.span());
        }
        return name.last();
    }

    Result drop(Work work, Drop drop) {
        for (QualifiedName name : drop.names()) {
            switch (drop.kind()) {
                case TABLE, VIEW -> dropOne(work, drop, name);
                case SCHEMA -> dropSchema(work, drop, schemaName(name));
                case INDEX -> indexes.drop(work, drop, name);
                case COLUMN -> throw Session.unsupported("DROP " + drop.kind(), drop.span());
            }
        }
        return new Result.Done("DROP " + drop.kind(), -1);
    }

    private void dropOne(Work work, Drop drop, QualifiedName name) {
        Optional<Names.Found> found;
        try (Snapshots snapshots = work.snapshot()) {
            found = find(snapshots, drop, name);
            if (found.isEmpty() && !drop.ifExists()) {
                throw session.names().unknown(snapshots, drop.kind() == ObjectKind.VIEW ? "view" : "table", name);
            }
        }
        found.ifPresent(present -> {
            Transaction transaction = work.on(present.temporary());
            switch (present) {
                case Names.Found.Table table -> {
                    requireKind(drop, name, ObjectKind.TABLE);
                    transaction.dropTable(table.name());
                }
                case Names.Found.View view -> {
                    requireKind(drop, name, ObjectKind.VIEW);
                    transaction.dropView(view.name());
                }
            }
        });
    }

    /// A schema that there is not has nothing in it: IF EXISTS takes that too.
    private Optional<Names.Found> find(Snapshots snapshots, Drop drop, QualifiedName name) {
        try {
            return session.names().find(snapshots, name);
        } catch (AlmagestException unknown) {
            if (drop.ifExists() && unknown.state() == SqlState.UNDEFINED_SCHEMA) {
                return Optional.empty();
            }
            throw unknown;
        }
    }

    private static void requireKind(Drop drop, QualifiedName name, ObjectKind kind) {
        if (drop.kind() != kind) {
            throw AlmagestException.of(
                            SqlState.WRONG_OBJECT_TYPE,
                            name.text() + " is a " + kind.name().toLowerCase(java.util.Locale.ROOT))
                    .at(name.span().start())
                    .hint("DROP " + kind + " removes it");
        }
    }

    private void dropSchema(Work work, Drop drop, Identifier name) {
        List<ObjectName> tables;
        List<ObjectName> views;
        try (Snapshots snapshots = work.snapshot()) {
            CatalogSnapshot catalog = snapshots.main();
            if (catalog.schemaDescription(name.name()).isEmpty()) {
                if (drop.ifExists()) {
                    return;
                }
                throw Catalog.unknownSchema(name).hint(NearestName.question(name.name(), catalog.schemaNames()));
            }
            tables = catalog.tables().stream()
                    .map(TableSnapshot::objectName)
                    .filter(table -> table.schema().equals(name.name()))
                    .toList();
            views = catalog.views().stream()
                    .map(ViewSnapshot::name)
                    .filter(view -> view.schema().equals(name.name()))
                    .toList();
        }
        if (name.name().equals(ObjectName.MAIN)) {
            throw AlmagestException.of(SqlState.DEPENDENT_OBJECTS, "the schema main cannot be dropped")
                    .at(name.span().start());
        }
        List<ObjectName> inIt = new ArrayList<>(tables);
        inIt.addAll(views);
        if (!inIt.isEmpty() && !drop.cascade()) {
            throw AlmagestException.of(
                            SqlState.DEPENDENT_OBJECTS,
                            "the schema " + name.name() + " is not empty: it has " + inIt.getFirst())
                    .at(name.span().start())
                    .hint("DROP SCHEMA ... CASCADE drops what is in it as well");
        }
        Transaction transaction = work.on(false);
        tables.forEach(transaction::dropTable);
        views.forEach(transaction::dropView);
        transaction.dropSchema(name.name());
    }
}
