package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.IndexDescription;
import org.almagest.columnar.scan.IndexMethod;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.segment.IndexKeys;
import org.almagest.rowstore.CatalogSnapshot;
import org.almagest.rowstore.NewIndex;
import org.almagest.rowstore.TableSnapshot;
import org.almagest.sql.ast.DefinitionStatement.CreateIndex;
import org.almagest.sql.ast.DefinitionStatement.Drop;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.SortItem;
import org.almagest.sql.bind.Catalog;

/// CREATE INDEX and DROP INDEX. An index stands in the SQL schema of its table, in which its name is
/// that of no other index.
final class Indexes {
    private final Session session;

    /// An index and the table that it is of.
    private record Found(boolean temporary, TableSnapshot table, IndexDescription index) {}

    Indexes(Session session) {
        this.session = session;
    }

    Result create(Work work, CreateIndex create) {
        Names.Found.Table table;
        List<Integer> columnIds = new ArrayList<>();
        Set<String> taken;
        try (Snapshots snapshots = work.snapshot()) {
            table = session.names().table(snapshots, create.table());
            create.keys().forEach(key -> columnIds.add(column(table.table().schema(), key, columnIds)));
            taken = names(snapshots, table.temporary(), table.table().schemaName());
        }
        IndexMethod method = create.method().map(Indexes::method).orElse(IndexMethod.BTREE);
        boolean exists = create.name()
                .filter(name -> taken.contains(name.name().toLowerCase(Locale.ROOT)))
                .isPresent();
        if (exists && create.ifNotExists()) {
            return new Result.Done("CREATE INDEX", -1);
        }
        if (exists) {
            Identifier name = create.name().orElseThrow();
            throw AlmagestException.of(SqlState.DUPLICATE_TABLE, "there is already an index " + name.name())
                    .at(name.span().start())
                    .hint("CREATE INDEX IF NOT EXISTS leaves it as it is, DROP INDEX removes it");
        }
        String name = create.name().map(Identifier::name).orElseGet(() -> invented(table.table(), columnIds, taken));
        if (create.unique()) {
            try (Snapshots snapshots = work.snapshot()) {
                new UniqueKeys(session, table).requireUnique(snapshots, name, columnIds, create.span());
            }
        }
        work.on(table.temporary())
                .createIndex(
                        table.name(),
                        new NewIndex(name, method, columnIds, create.unique(), false),
                        session::isCancelled);
        return new Result.Done("CREATE INDEX", -1);
    }

    private static IndexMethod method(Identifier name) {
        for (IndexMethod method : IndexMethod.values()) {
            if (method != IndexMethod.SAMPLE && method.sqlName().equalsIgnoreCase(name.name())) {
                return method;
            }
        }
        throw AlmagestException.of(SqlState.UNDEFINED_OBJECT, "there is no index method " + name.name())
                .at(name.span().start())
                .hint("btree serves equality and ranges, hash equality");
    }

    /// Answers the id of the column that a key names. Entries are read in both directions, so ASC and
    /// DESC are the same.
    private static int column(TableSchema schema, SortItem key, List<Integer> before) {
        if (!(key.expression() instanceof Expression.ColumnRef(QualifiedName name, var _))
                || name.parts().size() > 1) {
            throw Session.unsupported("an index of anything but columns", key.span())
                    .hint("a column that holds the value can be indexed");
        }
        ColumnDefinition column = schema.column(Comments.position(schema, name.last()));
        if (!IndexKeys.takes(column.type())) {
            throw Session.unsupported(
                    "an index of a column of type " + column.type().sqlName(), key.span());
        }
        if (before.contains(column.id())) {
            throw AlmagestException.of(
                            SqlState.DUPLICATE_COLUMN, "the column " + column.name() + " stands twice in the index")
                    .at(key.span().start());
        }
        return column.id();
    }

    /// Answers the names of indexes in a schema, in lower case.
    static Set<String> names(Snapshots snapshots, boolean temporary, String schema) {
        CatalogSnapshot catalog = temporary ? snapshots.temporary().orElseThrow() : snapshots.main();
        return catalog.tables().stream()
                .filter(each -> each.schemaName().equals(schema))
                .flatMap(each -> each.indexes().stream())
                .map(index -> index.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /// Makes a name as PostgreSQL does: `t_x_y_idx`, then `t_x_y_idx1`.
    private static String invented(TableSnapshot table, List<Integer> columnIds, Set<String> taken) {
        String stem = table.name() + "_"
                + columnIds.stream()
                        .map(id -> table.schema().withId(id).orElseThrow().name())
                        .collect(Collectors.joining("_"))
                + "_idx";
        return free(stem, taken);
    }

    /// Answers a name that none of those has, in lower case, that are taken.
    static String free(String stem, Set<String> taken) {
        String name = stem;
        for (int i = 1; taken.contains(name.toLowerCase(Locale.ROOT)); i++) {
            name = stem + i;
        }
        return name;
    }

    void drop(Work work, Drop drop, QualifiedName name) {
        Optional<Found> found;
        try (Snapshots snapshots = work.snapshot()) {
            found = find(snapshots, name);
            if (found.isEmpty() && !drop.ifExists()) {
                throw AlmagestException.of(SqlState.UNDEFINED_OBJECT, "there is no index " + name.text())
                        .at(name.span().start())
                        .hint(NearestName.question(name.last().name(), all(snapshots)));
            }
        }
        found.ifPresent(index -> work.on(index.temporary())
                .dropIndex(index.table().objectName(), index.index().name()));
    }

    /// Answers the names of all indexes, with their schemas where names alone do not lead to them.
    private List<String> all(Snapshots snapshots) {
        List<String> names = new ArrayList<>();
        List<String> path = session.names().searchPath();
        for (TableSnapshot table : snapshots.main().tables()) {
            String schema = path.contains(table.schemaName()) ? "" : table.schemaName() + ".";
            table.indexes().forEach(index -> names.add(schema + index.name()));
        }
        snapshots
                .temporary()
                .ifPresent(temporary ->
                        temporary.tables().forEach(table -> table.indexes().forEach(index -> names.add(index.name()))));
        return names;
    }

    private Optional<Found> find(Snapshots snapshots, QualifiedName name) {
        List<Identifier> parts = name.parts();
        if (parts.size() > 2) {
            throw Catalog.unknownSchema(parts.get(parts.size() - 3));
        }
        List<String> schemas = parts.size() == 2
                ? List.of(parts.getFirst().name())
                : session.names().searchPath();
        for (String schema : schemas) {
            boolean temporary = schema.equals(Names.TEMP);
            List<TableSnapshot> tables = temporary
                    ? snapshots.temporary().map(CatalogSnapshot::tables).orElse(List.of())
                    : snapshots.main().tables();
            for (TableSnapshot table : tables) {
                if (temporary || table.schemaName().equals(schema)) {
                    for (IndexDescription index : table.indexes()) {
                        if (index.name().equalsIgnoreCase(name.last().name())) {
                            return Optional.of(new Found(temporary, table, index));
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }
}
