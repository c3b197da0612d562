package org.almagest.rowstore;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.rowstore.log.Edit;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.TableIndex;
import org.almagest.rowstore.manifest.TableVersion;

/// What a transaction has made of the indexes of its tables, as edits of the newest version.
///
/// ```text
/// index dropped     that another dropped or made anew: 40001
/// index made        under a name that another took: 42P07
/// run added         to an index that another dropped: left out with it
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
            Optional<TableIndex> old =
                    before.flatMap(table -> table.index(index.name())).filter(found -> isKept(found, mine));
            if (old.isEmpty()) {
                if (index.isSample()
                        && newest.table(mine.id()).stream()
                                .anyMatch(now -> now.index(index.name()).isPresent())) {
                    throw TransactionCommit.conflict("table " + mine.objectName() + " was analyzed");
                }
                requireFree(mine, index);
                edits.add(new Edit.CreateIndex(mine.id(), index.name(), index.method(), index.columnIds()));
            } else if (newest.table(mine.id())
                    .flatMap(table -> table.index(index.name()))
                    .filter(index::isLike)
                    .isEmpty()) {
                continue;
            }
            index.runs().forEach((segment, run) -> {
                if (old.isEmpty() || !old.get().runs().containsKey(segment)) {
                    edits.add(new Edit.AddRun(mine.id(), index.name(), segment, run.description()));
                }
            });
        }
    }

    /// The name may be that of an index that this transaction drops.
    private void requireFree(TableVersion mine, TableIndex index) {
        CatalogVersion others = newest;
        for (Edit edit : edits) {
            others = switch (edit) {
                case Edit.DropTable(int id) -> others.withoutTable(id);
                case Edit.DropIndex(int id, String name) ->
                    others.with(others.table(id).orElseThrow().withoutIndex(name));
                case Edit.OfTable _, Edit.PutView _, Edit.DropView _, Edit.PutSchema _, Edit.DropSchema _ -> others;
            };
        }
        requireFree(others, mine.schemaName(), index.name());
    }

    /// Fails with 42P07 where an index in an SQL schema has a name.
    static void requireFree(CatalogVersion catalog, String schemaName, String name) {
        for (TableVersion table : catalog.tables()) {
            if (table.schemaName().equals(schemaName)
                    && table.indexes().stream().anyMatch(index -> index.name().equalsIgnoreCase(name))) {
                throw AlmagestException.of(
                                SqlState.DUPLICATE_TABLE,
                                "there is already an index " + name + ", of table " + table.objectName())
                        .hint("choose another name, or DROP INDEX " + name + " first");
            }
        }
    }
}
