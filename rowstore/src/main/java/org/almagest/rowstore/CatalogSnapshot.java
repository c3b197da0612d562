package org.almagest.rowstore;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.TableVersion;

/// The database as of one commit. Commits that come later are not in it, and what they drop stays
/// readable until it is closed. Thread-safe; close it after the scans of its tables.
public final class CatalogSnapshot implements AutoCloseable {
    private final CatalogVersion version;
    private final SnapshotPins pins;
    private final SegmentFiles segments;
    private final Map<Integer, TableSnapshot> made = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    CatalogSnapshot(CatalogVersion version, SnapshotPins pins, SegmentFiles segments) {
        this.version = version;
        this.pins = pins;
        this.segments = segments;
    }

    /// Answers the LSN of the last commit in the snapshot.
    public long lsn() {
        return version.lsn();
    }

    /// Answers the names of the SQL schemas.
    public List<String> schemaNames() {
        return List.of(CatalogVersion.MAIN);
    }

    /// Answers the tables in the order of their creation.
    public List<TableSnapshot> tables() {
        return version.tables().stream().map(this::snapshot).toList();
    }

    /// Finds a table: by exact spelling first, else by the only one that differs in case alone.
    public Optional<TableSnapshot> table(String name) {
        return version.table(name).map(this::snapshot);
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
                                .toList()));
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            pins.unpin(version.lsn());
        }
    }
}
