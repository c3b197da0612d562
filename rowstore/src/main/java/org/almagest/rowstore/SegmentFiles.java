package org.almagest.rowstore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.columnar.sample.StoredSample;
import org.almagest.columnar.scan.RowSample;
import org.almagest.columnar.segment.SegmentDescription;
import org.almagest.columnar.segment.SegmentFile;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.DatabaseLayout;
import org.almagest.rowstore.manifest.StoredSegment;
import org.almagest.rowstore.manifest.TableIndex;
import org.almagest.rowstore.manifest.TableVersion;

/// The segment files that are in use, each opened once for all snapshots, and the names of new
/// ones. Thread-safe.
final class SegmentFiles implements AutoCloseable {
    private static final String SUFFIX = ".seg";
    private static final String RUN_SUFFIX = ".idx";

    private record Key(int tableId, String fileName) {}

    private final FileSystem files;
    private final DatabaseLayout layout;
    private final BufferPool pool;
    private final MemoryBudget budget;
    private final Map<Key, SegmentFile> open = new HashMap<>();
    private final Map<Integer, TableStatistics> statistics = new HashMap<>();
    private final Map<Integer, StoredSample> samples = new HashMap<>();
    private final AtomicLong nextNumber;
    private volatile boolean closed;

    SegmentFiles(
            FileSystem files, DatabaseLayout layout, BufferPool pool, MemoryBudget budget, CatalogVersion catalog) {
        this.files = files;
        this.layout = layout;
        this.pool = pool;
        this.budget = budget;
        this.nextNumber = new AtomicLong(greatestNumber(catalog) + 1);
    }

    private static long greatestNumber(CatalogVersion catalog) {
        long greatest = 0;
        for (TableVersion table : catalog.tables()) {
            for (StoredSegment segment : table.files()) {
                String digits = segment.description().path().replaceFirst("\\.(seg|idx)$", "");
                greatest = digits.matches("\\d{1,18}") ? Math.max(greatest, Long.parseLong(digits)) : greatest;
            }
        }
        return greatest;
    }

    /// Answers the path of a segment file that is not there yet.
    String newPath(int tableId) {
        return layout.segment(tableId, String.format("%06d%s", nextNumber.getAndIncrement(), SUFFIX));
    }

    /// Answers the path of an index run that is not there yet.
    String newRunPath(int tableId) {
        return layout.segment(tableId, String.format("%06d%s", nextNumber.getAndIncrement(), RUN_SUFFIX));
    }

    /// Opens a segment that nobody reads yet, beside those that are in use; the caller closes it.
    SegmentFile openApart(int tableId, SegmentDescription stored) {
        return SegmentFile.of(files, placed(tableId, stored), pool, budget);
    }

    private SegmentDescription placed(int tableId, SegmentDescription stored) {
        String path = layout.segment(tableId, stored.path());
        return new SegmentDescription(path, stored.fileId(), stored.rows(), stored.bytes(), stored.columns());
    }

    /// Makes a table's directory durable.
    void makeDirectory(int tableId) throws IOException {
        String directory = layout.tableDirectory(tableId);
        if (!files.exists(directory)) {
            files.createDirectories(directory);
            files.syncDirectory(layout.dataDirectory());
        }
    }

    synchronized SegmentFile of(int tableId, StoredSegment segment) {
        SegmentDescription stored = segment.description();
        return open.computeIfAbsent(new Key(tableId, stored.path()), key -> openApart(tableId, stored));
    }

    /// Answers what is found out of the columns of a version of a table; of the newest alone is it kept.
    synchronized TableStatistics statistics(TableVersion table) {
        TableStatistics known = statistics.get(table.id());
        if (known == null || !known.isOf(table)) {
            known = new TableStatistics(table);
            statistics.put(table.id(), known);
        }
        return known;
    }

    /// Answers the sample of a version of a table; what was read of it is kept while its segments stay.
    synchronized Optional<RowSample> sample(TableVersion table, TableIndex sample) {
        List<StoredSample.Part> parts = new ArrayList<>();
        for (StoredSegment segment : table.segments()) {
            StoredSegment run = sample.runs().get(segment.description().path());
            if (run != null) {
                parts.add(new StoredSample.Part(of(table.id(), segment), of(table.id(), run)));
            }
        }
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        StoredSample known = samples.get(table.id());
        if (known == null || !known.isOf(table.schema(), parts)) {
            known = new StoredSample(table.schema(), parts);
            samples.put(table.id(), known);
        }
        return Optional.of(known);
    }

    /// Closes a segment that no snapshot needs and deletes its file.
    void remove(int tableId, StoredSegment segment) {
        remove(tableId, segment.description().path());
    }

    void remove(int tableId, String fileName) {
        SegmentFile removed;
        synchronized (this) {
            removed = open.remove(new Key(tableId, fileName));
        }
        if (removed != null) {
            removed.close();
        }
        deleteQuietly(layout.segment(tableId, fileName));
    }

    void removeDirectory(int tableId) {
        synchronized (this) {
            statistics.remove(tableId);
            samples.remove(tableId);
        }
        deleteQuietly(layout.tableDirectory(tableId));
    }

    /// Deletes nothing any more once the database is closed: another process may have taken a name
    /// anew by then. Whoever opens the database next removes what is left.
    private void deleteQuietly(String path) {
        if (closed) {
            return;
        }
        try {
            files.delete(path);
        } catch (IOException later) {
            // Nothing refers to it; the next writer that opens the database removes it.
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        open.values().forEach(SegmentFile::close);
        open.clear();
    }
}
