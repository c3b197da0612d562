package org.almagest.rowstore.manifest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.segment.DeletedRows;
import org.almagest.rowstore.delta.DeltaBuffer;
import org.almagest.rowstore.delta.DeltaView;
import org.almagest.rowstore.log.Edit;

/// What the edits of one commit make of a catalog. Fails with an `IllegalArgumentException` for
/// edits that do not fit it.
final class CatalogChange {
    private final long lsn;
    private final MemoryBudget budget;
    private final List<Retired> retired;
    private final TreeMap<Integer, TableVersion> tables = new TreeMap<>();
    private final TreeMap<Integer, StoredView> views = new TreeMap<>();
    private final TreeMap<String, String> schemas = new TreeMap<>();
    private int nextId;
    private boolean named;

    /// `budget` pays for rows in deltas; what becomes superfluous is added to `retired`.
    CatalogChange(long lsn, MemoryBudget budget, List<Retired> retired) {
        this.lsn = lsn;
        this.budget = budget;
        this.retired = retired;
    }

    CatalogVersion apply(CatalogVersion before, List<Edit> edits) {
        before.tables().forEach(table -> tables.put(table.id(), table));
        before.views().forEach(view -> views.put(view.id(), view));
        schemas.putAll(before.schemas());
        nextId = before.nextTableId();
        edits.forEach(this::apply);
        if (named) {
            checkNames();
        }
        return new CatalogVersion(Math.max(before.lsn(), lsn), nextId, tables, views, schemas);
    }

    private void apply(Edit edit) {
        switch (edit) {
            case Edit.CreateTable create -> {
                require(isFree(create.tableId()), edit, "a new table's id");
                tables.put(create.tableId(), created(create));
                take(create.tableId());
            }
            case Edit.OfTable change -> {
                TableVersion table = tables.get(change.tableId());
                require(table != null, edit, "the id of a table");
                changed(table, change).ifPresentOrElse(t -> tables.put(t.id(), t), () -> tables.remove(table.id()));
            }
            case Edit.PutView(int id, ObjectName name, var view) -> {
                require(views.containsKey(id) || isFree(id), edit, "the id of a view or a new one");
                views.put(id, new StoredView(id, name, view));
                take(id);
            }
            case Edit.DropView(int id) -> require(views.remove(id) != null, edit, "the id of a view");
            case Edit.PutSchema(String name, String description) -> {
                require(!name.isEmpty(), edit, "a name");
                schemas.put(name, description);
            }
            case Edit.DropSchema(String name) -> {
                boolean dropped = !name.equals(CatalogVersion.MAIN) && schemas.remove(name) != null;
                require(dropped, edit, "the name of a schema other than main");
                named = true;
            }
        }
    }

    private boolean isFree(int id) {
        return id >= 0 && !tables.containsKey(id) && !views.containsKey(id);
    }

    private void take(int id) {
        nextId = Math.max(nextId, id + 1);
        named = true;
    }

    private void checkNames() {
        Set<ObjectName> names = new HashSet<>();
        tables.values().forEach(table -> check(names, table.objectName()));
        views.values().forEach(view -> check(names, view.name()));
    }

    private void check(Set<ObjectName> names, ObjectName name) {
        if (!names.add(name)) {
            throw new IllegalArgumentException("two tables or views have the name " + name);
        }
        if (!schemas.containsKey(name.schema())) {
            throw new IllegalArgumentException(name + " stands in a schema that there is not");
        }
    }

    private static void require(boolean condition, Edit edit, String expected) {
        if (!condition) {
            throw new IllegalArgumentException(edit + " needs " + expected);
        }
    }

    private TableVersion created(Edit.CreateTable create) {
        DeltaView delta = DeltaView.empty(new DeltaBuffer(budget));
        return new TableVersion(
                create.tableId(), create.schemaName(), create.name(), create.schema(), lsn, List.of(), delta, lsn);
    }

    /// Answers the table after an edit; empty when it is dropped.
    private Optional<TableVersion> changed(TableVersion table, Edit.OfTable edit) {
        return switch (edit) {
            case Edit.CreateTable create -> throw new IllegalStateException("a table is created twice: " + create);
            case Edit.AlterTable alter -> {
                named = true;
                yield Optional.of(table.renamed(
                        new ObjectName(table.schemaName(), alter.name()), reworded(table.schema(), alter.schema())));
            }
            case Edit.EvolveTable evolve -> {
                named = true;
                boolean keys = table.indexes().stream().allMatch(index -> index.fits(evolve.schema()));
                require(keys, edit, "the columns of the table's indexes");
                boolean fits = table.delta().isEmpty() || table.hasColumnsOf(evolve.schema());
                require(fits, edit, "a delta without rows, or columns as they were");
                yield Optional.of(table.renamed(evolve.name(), evolve.schema()));
            }
            case Edit.DropTable _ -> {
                table.files().forEach(file -> retired.add(new Retired.Segment(table.id(), file)));
                retired.add(new Retired.Delta(table.delta().buffer(), table.deltaLsn()));
                retired.add(new Retired.Directory(table.id(), table.createdLsn()));
                yield Optional.empty();
            }
            case Edit.AddSegment add -> Optional.of(table.plus(new StoredSegment(add.segment(), lsn)));
            case Edit.DropSegment drop -> Optional.of(without(table, drop));
            case Edit.CreateIndex create -> Optional.of(IndexChange.created(table, create));
            case Edit.AddRun add -> Optional.of(IndexChange.withRun(table, add, lsn));
            case Edit.DropIndex drop -> Optional.of(IndexChange.without(table, drop, retired));
            case Edit.CountGroup(int _, var columnIds, long combinations, long rows) -> {
                ColumnGroup group = new ColumnGroup(columnIds, combinations, rows);
                require(group.fits(table.schema()), edit, "columns of the table");
                yield Optional.of(table.withGroup(group));
            }
            case Edit.Rows rows -> Optional.of(table.withDelta(table.delta().append(lsn, rows.rows())));
            case Edit.Deletes deletes -> {
                boolean fit = table.segment(deletes.fileName())
                        .filter(segment ->
                                deletes.rows().last() < segment.description().rows())
                        .filter(segment -> !segment.deleted().intersects(deletes.rows()))
                        .isPresent();
                require(fit, edit, "rows of one of its segments");
                yield Optional.of(
                        table.withDeleted(deletes.fileName(), deletes.rows()).withDeletedLsn(lsn));
            }
            case Edit.DeltaDeletes(int _, DeletedRows rows) -> {
                DeltaView delta = table.delta();
                require(rows.last() < delta.rowCount() && !delta.deleted().intersects(rows), edit, "rows of its delta");
                yield Optional.of(
                        table.withDelta(delta.withDeleted(delta.deleted().plus(rows)))
                                .withDeletedLsn(lsn));
            }
            case Edit.ClearDelta clear -> {
                DeltaView rest = rest(table, clear.throughLsn());
                retired.add(new Retired.Delta(table.delta().buffer(), table.deltaLsn()));
                yield Optional.of(table.withNewDelta(rest, lsn));
            }
        };
    }

    /// An AlterTable says nothing of layout, defaults and checks: they stay.
    private static TableSchema reworded(TableSchema before, TableSchema after) {
        return after.withColumns(after.columns().stream()
                        .map(column -> before.withId(column.id())
                                .map(old -> column.withAbsent(old.absent()))
                                .orElse(column))
                        .toList())
                .withLayout(before.layout())
                .withRules(before.rules());
    }

    private DeltaView rest(TableVersion table, long throughLsn) {
        DeltaBuffer memory = new DeltaBuffer(budget);
        try {
            return table.delta().after(throughLsn, memory);
        } catch (RuntimeException refused) {
            memory.release();
            throw refused;
        }
    }

    private TableVersion without(TableVersion table, Edit.DropSegment drop) {
        List<StoredSegment> kept = new ArrayList<>();
        for (StoredSegment segment : table.segments()) {
            if (segment.description().path().equals(drop.fileName())) {
                retired.add(new Retired.Segment(table.id(), segment));
            } else {
                kept.add(segment);
            }
        }
        require(kept.size() == table.segments().size() - 1, drop, "the name of one of its segments");
        return IndexChange.withoutRuns(table, drop.fileName(), retired)
                .withSegments(kept)
                .withDeletedLsn(lsn);
    }
}
