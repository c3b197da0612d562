package org.almagest.rowstore.manifest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.rowstore.delta.DeltaBuffer;
import org.almagest.rowstore.delta.DeltaView;
import org.almagest.rowstore.log.Edit;

/// All tables as of one commit. Immutable; `apply` makes the next version.
public final class CatalogVersion {
    /// The one SQL schema so far.
    public static final String MAIN = "main";

    private final long lsn;
    private final int nextTableId;
    private final TreeMap<Integer, TableVersion> tables;

    private CatalogVersion(long lsn, int nextTableId, TreeMap<Integer, TableVersion> tables) {
        this.lsn = lsn;
        this.nextTableId = nextTableId;
        this.tables = tables;
    }

    /// Makes a version as a manifest has it.
    public static CatalogVersion of(long lsn, int nextTableId, Collection<TableVersion> tables) {
        TreeMap<Integer, TableVersion> byId = new TreeMap<>();
        tables.forEach(table -> byId.put(table.id(), table));
        return new CatalogVersion(lsn, nextTableId, byId);
    }

    /// Answers the LSN of the last commit in it; 0 for a new database.
    public long lsn() {
        return lsn;
    }

    /// Answers the least id that no table has had.
    public int nextTableId() {
        return nextTableId;
    }

    /// Answers the tables in ascending order of id.
    public Collection<TableVersion> tables() {
        return Collections.unmodifiableCollection(tables.values());
    }

    public Optional<TableVersion> table(int id) {
        return Optional.ofNullable(tables.get(id));
    }

    /// Finds a table: by exact spelling first, else the only one that differs in case alone.
    public Optional<TableVersion> table(String name) {
        List<TableVersion> alike = new ArrayList<>();
        for (TableVersion table : tables.values()) {
            if (table.name().equals(name)) {
                return Optional.of(table);
            }
            if (table.name().equalsIgnoreCase(name)) {
                alike.add(table);
            }
        }
        return alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
    }

    /// Answers whether a table has exactly this name.
    public boolean hasName(String name) {
        return tables.values().stream().anyMatch(table -> table.name().equals(name));
    }

    /// Makes the version after a commit. The rows of `Rows` edits are copied into the deltas'
    /// memory, which `budget` pays; what the commit makes superfluous is added to `retired`.
    ///
    /// Fails with an `IllegalArgumentException` for edits that do not fit this version: whoever
    /// commits has checked them, so in a log they mean damage.
    public CatalogVersion apply(long commitLsn, List<Edit> edits, MemoryBudget budget, List<Retired> retired) {
        TreeMap<Integer, TableVersion> next = new TreeMap<>(tables);
        int nextId = nextTableId;
        for (Edit edit : edits) {
            if (edit instanceof Edit.CreateTable create) {
                require(create.tableId() >= 0 && !next.containsKey(create.tableId()), edit, "a new table's id");
                require(next.values().stream().noneMatch(t -> t.name().equals(create.name())), edit, "a new name");
                next.put(create.tableId(), created(create, commitLsn, budget));
                nextId = Math.max(nextId, create.tableId() + 1);
            } else {
                TableVersion table = next.get(edit.tableId());
                require(table != null, edit, "the id of a table");
                Optional<TableVersion> changed = changed(table, edit, commitLsn, budget, retired);
                changed.ifPresentOrElse(t -> next.put(t.id(), t), () -> next.remove(edit.tableId()));
            }
        }
        return new CatalogVersion(Math.max(lsn, commitLsn), nextId, next);
    }

    private static void require(boolean condition, Edit edit, String expected) {
        if (!condition) {
            throw new IllegalArgumentException(
                    edit.getClass().getSimpleName() + " of table " + edit.tableId() + " needs " + expected);
        }
    }

    private static TableVersion created(Edit.CreateTable create, long lsn, MemoryBudget budget) {
        DeltaView delta = DeltaView.empty(new DeltaBuffer(budget));
        return new TableVersion(
                create.tableId(), create.schemaName(), create.name(), create.schema(), lsn, List.of(), delta, lsn);
    }

    /// Answers the table after an edit; empty when it is dropped.
    private static Optional<TableVersion> changed(
            TableVersion table, Edit edit, long lsn, MemoryBudget budget, List<Retired> retired) {
        return switch (edit) {
            case Edit.CreateTable create -> throw new IllegalStateException("a table is created twice: " + create);
            case Edit.AlterTable alter ->
                Optional.of(table.renamed(
                        alter.name(), alter.schema().withLayout(table.schema().layout())));
            case Edit.DropTable _ -> {
                table.segments().forEach(segment -> retired.add(new Retired.Segment(table.id(), segment)));
                retired.add(new Retired.Delta(table.delta().buffer(), table.deltaLsn()));
                retired.add(new Retired.Directory(table.id(), table.createdLsn()));
                yield Optional.empty();
            }
            case Edit.AddSegment add -> Optional.of(table.plus(new StoredSegment(add.segment(), lsn)));
            case Edit.DropSegment drop -> Optional.of(without(table, drop, retired));
            case Edit.Rows rows -> Optional.of(table.withDelta(table.delta().append(lsn, rows.rows())));
            case Edit.ClearDelta clear -> {
                DeltaView rest = rest(table, clear.throughLsn(), budget);
                retired.add(new Retired.Delta(table.delta().buffer(), table.deltaLsn()));
                yield Optional.of(table.withNewDelta(rest, lsn));
            }
        };
    }

    private static DeltaView rest(TableVersion table, long throughLsn, MemoryBudget budget) {
        DeltaBuffer memory = new DeltaBuffer(budget);
        try {
            return table.delta().after(throughLsn, memory);
        } catch (RuntimeException refused) {
            memory.release();
            throw refused;
        }
    }

    private static TableVersion without(TableVersion table, Edit.DropSegment drop, List<Retired> retired) {
        List<StoredSegment> kept = new ArrayList<>();
        for (StoredSegment segment : table.segments()) {
            if (segment.description().path().equals(drop.fileName())) {
                retired.add(new Retired.Segment(table.id(), segment));
            } else {
                kept.add(segment);
            }
        }
        require(kept.size() == table.segments().size() - 1, drop, "the name of one of its segments");
        return table.withSegments(kept);
    }
}
