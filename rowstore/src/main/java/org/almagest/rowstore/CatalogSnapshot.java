package org.almagest.rowstore;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.almagest.columnar.scan.RowSample;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.columnar.segment.IndexKeys;
import org.almagest.columnar.segment.SegmentFile;
import org.almagest.columnar.segment.SegmentIndex;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.StoredView;
import org.almagest.rowstore.manifest.TableIndex;
import org.almagest.rowstore.manifest.TableVersion;

/// The database as of one commit. Commits that come later are not in it, and what they drop stays
/// readable until it is closed. Thread-safe; close it after the scans of its tables.
public final class CatalogSnapshot implements AutoCloseable {
    private final CatalogVersion version;
    private final Runnable release;
    private final SegmentFiles segments;
    private final Map<Integer, TableSnapshot> made = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /// `release` is run once when the snapshot is closed.
    CatalogSnapshot(CatalogVersion version, SegmentFiles segments, Runnable release) {
        this.version = version;
        this.segments = segments;
        this.release = release;
    }

    /// Answers the LSN of the last commit in the snapshot.
    public long lsn() {
        return version.lsn();
    }

    /// Answers whether another snapshot, perhaps a closed one, has the same content. False says nothing.
    public boolean isSameVersion(CatalogSnapshot other) {
        return version == other.version;
    }

    /// Answers the names of the SQL schemas.
    public List<String> schemaNames() {
        return List.copyOf(version.schemas().keySet());
    }

    /// Answers what an SQL schema is about; empty where there is none of that name.
    public Optional<String> schemaDescription(String name) {
        return Optional.ofNullable(version.schemas().get(name));
    }

    /// Answers the tables in the order of their creation.
    public List<TableSnapshot> tables() {
        return version.tables().stream().map(this::snapshot).toList();
    }

    /// Finds a table of the schema `main`.
    public Optional<TableSnapshot> table(String name) {
        return table(ObjectName.inMain(name));
    }

    /// Finds a table: by exact spelling first, else by the only one that differs in case alone.
    public Optional<TableSnapshot> table(ObjectName name) {
        return version.table(name).map(this::snapshot);
    }

    /// Answers the views in the order of their creation.
    public List<ViewSnapshot> views() {
        return version.views().stream().map(CatalogSnapshot::snapshot).toList();
    }

    /// Finds a view, as a table.
    public Optional<ViewSnapshot> view(ObjectName name) {
        return version.view(name).map(CatalogSnapshot::snapshot);
    }

    private static ViewSnapshot snapshot(StoredView view) {
        return new ViewSnapshot(view.id(), view.name(), view.definition());
    }

    CatalogVersion version() {
        return version;
    }

    private TableSnapshot snapshot(TableVersion table) {
        if (closed.get()) {
            throw new IllegalStateException("the snapshot is closed");
        }
        return made.computeIfAbsent(
                table.id(),
                id -> new TableSnapshot(
                        table,
                        table.segments().stream()
                                .map(segment -> segments.of(id, segment))
                                .toList(),
                        table.indexes().stream()
                                .filter(index -> !index.isSample())
                                .map(index -> index(table, index))
                                .toList(),
                        sample(table),
                        segments.statistics(table)));
    }

    private Optional<RowSample> sample(TableVersion table) {
        return table.indexes().stream()
                .filter(TableIndex::isSample)
                .findFirst()
                .flatMap(sample -> segments.sample(table, sample));
    }

    private SegmentIndex index(TableVersion table, TableIndex index) {
        IndexKeys keys = IndexKeys.of(index.method(), table.schema(), index.columnIds());
        List<Optional<SegmentFile>> runs = table.segments().stream()
                .map(segment -> Optional.ofNullable(
                                index.runs().get(segment.description().path()))
                        .map(run -> segments.of(table.id(), run)))
                .toList();
        return new SegmentIndex(index.name(), keys, runs);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release.run();
        }
    }
}
