package org.almagest.rowstore;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.rowstore.log.Edit;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.TableIndex;
import org.almagest.rowstore.manifest.TableVersion;

/// What a transaction has made of the indexes of its tables, as edits of the newest version.
///
/// ```text
/// index dropped     that another dropped or made anew: 40001
/// index made        under a name that another took: 42P07
/// run added         to an index that another dropped, for a segment that is gone: left out with it
/// run added         where another has added one for the segment: left out
/// rows, unique keys where another appended rows, or made them unique: 40001
/// ```
final class IndexEdits {
    private final CatalogVersion newest;
    private final List<Edit> edits;

    IndexEdits(CatalogVersion newest, List<Edit> edits) {
        this.newest = newest;
        this.edits = edits;
    }

    /// Adds the edits for indexes that are gone; they come before their columns go.
    void drops(TableVersion before, TableVersion mine, TableVersion now) {
        for (TableIndex index : before.indexes()) {
            if (!isKept(index, mine)) {
                if (now.index(index.name()).filter(index::isLike).isEmpty()) {
                    throw TransactionCommit.conflict("index " + index.name() + " was dropped");
                }
                edits.add(new Edit.DropIndex(mine.id(), index.name()));
            }
        }
    }

    /// Fails with 40001 where keys that must be unique may not be: they were compared with the rows that the
    /// transaction saw, and others have come, or others have come to ask for unique keys.
    ///
    /// @param baseLsn of what the transaction started from
    /// @param appends whether the transaction has added rows
    static void requireUnique(TableVersion before, TableVersion mine, TableVersion now, long baseLsn, boolean appends) {
        boolean keeps = mine.indexes().stream().anyMatch(TableIndex::unique);
        boolean made = mine.indexes().stream()
                .anyMatch(index -> index.unique()
                        && before.index(index.name()).filter(index::isLike).isEmpty());
        boolean changed = now.rowCount() != before.rowCount() || now.deletedLsn() > baseLsn;
        if ((made || keeps && appends) && changed) {
            throw TransactionCommit.conflict(
                    "rows of table " + before.objectName() + ", which has a unique index, were added or changed");
        }
        boolean asked = now.indexes().stream()
                .anyMatch(index -> index.unique()
                        && before.index(index.name()).filter(index::isLike).isEmpty());
        if (appends && asked) {
            throw TransactionCommit.conflict("a unique index of table " + before.objectName() + " was made");
        }
    }

    /// Answers whether an index has been left as it was, but for more runs.
    private static boolean isKept(TableIndex index, TableVersion mine) {
        return mine.index(index.name())
                .filter(index::isLike)
                .filter(now -> now.runs().entrySet().containsAll(index.runs().entrySet()))
                .isPresent();
    }

    /// Adds the edits for new indexes and new runs; the segments are there.
    void additions(Optional<TableVersion> before, TableVersion mine) {
        for (TableIndex index : mine.indexes()) {
            Optional<TableIndex> now = newest.table(mine.id()).flatMap(table -> table.index(index.name()));
            Optional<TableIndex> old =
                    before.flatMap(table -> table.index(index.name())).filter(found -> isKept(found, mine));
            if (old.isEmpty()) {
                if (index.isSample() && now.isPresent()) {
                    throw TransactionCommit.conflict("table " + mine.objectName() + " was analyzed");
                }
                edits.add(new Edit.CreateIndex(
                        mine.id(), index.name(), index.method(), index.columnIds(), index.unique(), index.primary()));
            } else if (now.filter(index::isLike).isEmpty()) {
                continue;
            }
            index.runs().forEach((segment, run) -> {
                if (isGone(before, mine.id(), segment)) {
                    return;
                }
                if (old.isEmpty() || !hasRun(old, segment) && !hasRun(now, segment)) {
                    edits.add(new Edit.AddRun(mine.id(), index.name(), segment, run.description()));
                }
            });
        }
    }

    private static boolean hasRun(Optional<TableIndex> index, String segment) {
        return index.filter(found -> found.runs().containsKey(segment)).isPresent();
    }

    /// Answers whether another has deleted all rows of a segment meanwhile.
    private boolean isGone(Optional<TableVersion> before, int tableId, String segment) {
        return before.flatMap(table -> table.segment(segment)).isPresent()
                && newest.table(tableId)
                        .flatMap(table -> table.segment(segment))
                        .isEmpty();
    }

    /// Fails with 42P07 where two indexes of an SQL schema would have one name once the edits are made: another
    /// transaction has made one meanwhile, or brought its table into the schema.
    void requireNamesApart() {
        Map<Integer, ObjectName> tables = new HashMap<>();
        Map<Integer, Set<String>> names = new HashMap<>();
        newest.tables().forEach(table -> {
            tables.put(table.id(), table.objectName());
            names.put(table.id(), names(table));
        });
        boolean changed = false;
        for (Edit edit : edits) {
            switch (edit) {
                case Edit.DropTable(int id) -> names.remove(id);
                case Edit.CreateTable create -> {
                    tables.put(create.tableId(), new ObjectName(create.schemaName(), create.name()));
                    names.put(create.tableId(), new HashSet<>());
                }
                case Edit.EvolveTable evolve -> {
                    tables.put(evolve.tableId(), evolve.name());
                    changed = true;
                }
                case Edit.DropIndex(int id, String name) -> names.get(id).remove(lower(name));
                case Edit.CreateIndex create -> {
                    names.get(create.tableId()).add(lower(create.name()));
                    changed = true;
                }
                case Edit.OfTable _, Edit.PutView _, Edit.DropView _, Edit.PutSchema _, Edit.DropSchema _ -> {}
            }
        }
        if (changed) {
            requireApart(tables, names);
        }
    }

    private static void requireApart(Map<Integer, ObjectName> tables, Map<Integer, Set<String>> names) {
        Map<ObjectName, ObjectName> taken = new HashMap<>();
        names.forEach((id, ofTable) -> ofTable.forEach(name -> {
            ObjectName table = tables.get(id);
            ObjectName other = taken.put(new ObjectName(table.schema(), name), table);
            if (other != null) {
                throw taken(name, other);
            }
        }));
    }

    private static Set<String> names(TableVersion table) {
        Set<String> names = new HashSet<>();
        table.indexes().forEach(index -> names.add(lower(index.name())));
        return names;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /// Fails with 42P07 where another SQL schema, to which a table is to go, has an index of the name of one of its.
    static void requireRoom(CatalogVersion catalog, TableVersion table, String schemaName) {
        if (!table.schemaName().equals(schemaName)) {
            table.indexes().forEach(index -> requireFree(catalog, schemaName, index.name()));
        }
    }

    /// A table has one primary key at most, of columns that are never NULL.
    static void requireOnePrimaryKey(TableVersion table, TableIndex index) {
        boolean nullable = index.columnIds().stream()
                .anyMatch(id -> table.schema().withId(id).orElseThrow().nullable());
        if (index.primary() && (nullable || table.indexes().stream().anyMatch(TableIndex::primary))) {
            throw new IllegalArgumentException("a table has one primary key, of columns NOT NULL: " + index.name());
        }
    }

    /// Fails with 42P07 where an index in an SQL schema has a name.
    static void requireFree(CatalogVersion catalog, String schemaName, String name) {
        for (TableVersion table : catalog.tables()) {
            if (table.schemaName().equals(schemaName)
                    && table.indexes().stream().anyMatch(index -> index.name().equalsIgnoreCase(name))) {
                throw taken(name, table.objectName());
            }
        }
    }

    private static AlmagestException taken(String name, ObjectName table) {
        return AlmagestException.of(
                        SqlState.DUPLICATE_TABLE, "there is already an index " + name + ", of table " + table)
                .hint("choose another name, or DROP INDEX " + name + " first");
    }
}
