package org.almagest.rowstore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.error.Fault;
import org.almagest.columnar.index.IndexRunCheck;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.columnar.sample.SampleBuild;
import org.almagest.columnar.sample.SampleCheck;
import org.almagest.columnar.scan.AllRows;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.segment.IndexKeys;
import org.almagest.columnar.segment.SegmentCheck;
import org.almagest.columnar.segment.SegmentDescription;
import org.almagest.columnar.segment.SegmentFile;
import org.almagest.columnar.vector.Batch;
import org.almagest.rowstore.delta.DeltaScannable;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.DatabaseLayout;
import org.almagest.rowstore.manifest.StoredSegment;
import org.almagest.rowstore.manifest.TableIndex;
import org.almagest.rowstore.manifest.TableVersion;

/// Reads every byte of a database and verifies it; changes nothing, and reports all faults.
///
/// ```text
/// CURRENT, manifest, log, seal    read as an opening reads them
/// directories                     files that nothing leads to
/// each segment                    SegmentCheck: pages, zone maps, statistics, gaps
/// each index run                  the same, then IndexRunCheck: its entries are those of the rows
/// each delta                      every row is decoded
/// ```
///
/// Segments are read through a pool of the check's own, so that nothing is taken from memory that
/// should come from the disk. A segment's columns are shared out among threads.
final class DatabaseCheck {
    private static final long LEAST_POOL_BYTES = 16L << 20;

    private final DatabaseLayout layout;
    private final MemoryBudget budget;
    private final int threads;
    private final BooleanSupplier cancelled;
    private final List<Fault> faults = new ArrayList<>();
    private final AtomicLong pages = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private List<String> unreferenced = List.of();
    private int segments;
    private long deltaRows;

    DatabaseCheck(DatabaseLayout layout, MemoryBudget budget, int threads, BooleanSupplier cancelled) {
        this.layout = layout;
        this.budget = budget;
        this.threads = threads;
        this.cancelled = cancelled;
    }

    /// Checks a database that need not be fit to be opened.
    CheckReport ofDirectory(FileSystem disk) {
        Optional<Recovery.Recovered> found = readCatalog(disk);
        if (found.isEmpty()) {
            return report(0);
        }
        CatalogVersion catalog = found.get().catalog();
        try {
            listFiles(disk, found.get(), catalog);
            try (HeldFiles held = HeldFiles.open(disk, layout, catalog)) {
                checkTables(held, List.copyOf(catalog.tables()));
            } catch (IOException aSegmentIsMissing) {
                checkTables(disk, List.copyOf(catalog.tables()));
            }
            return report(catalog.tables().size());
        } finally {
            Recovery.release(catalog);
        }
    }

    /// Checks some tables of an open database; with all of them, the catalog's files on `disk` too.
    CheckReport ofOpen(Optional<FileSystem> disk, FileSystem files, CatalogVersion pinned, List<TableVersion> tables) {
        if (disk.isPresent() && tables.size() == pinned.tables().size()) {
            readCatalog(disk.get()).ifPresent(found -> {
                listFiles(disk.get(), found, pinned);
                Recovery.release(found.catalog());
            });
        }
        checkTables(files, tables);
        return report(tables.size());
    }

    private CheckReport report(int tables) {
        return new CheckReport(faults, unreferenced, tables, segments, pages.get(), bytes.get(), deltaRows);
    }

    private Optional<Recovery.Recovered> readCatalog(FileSystem disk) {
        try {
            Recovery.Recovered found = new Recovery(disk, layout, budget).readCatalog();
            for (String path :
                    List.of(layout.current(), layout.manifest(found.manifestNumber()), layout.log(found.logNumber()))) {
                bytes.addAndGet(disk.exists(path) ? disk.size(path) : 0);
            }
            return Optional.of(found);
        } catch (CorruptionException damage) {
            faults.add(Fault.of(layout.root(), damage));
        } catch (IOException failure) {
            faults.add(new Fault(layout.root(), "", failure.getMessage(), "files that can be read"));
        }
        return Optional.empty();
    }

    private void listFiles(FileSystem disk, Recovery.Recovered recovered, CatalogVersion pinned) {
        try {
            unreferenced = new UnreferencedFiles(disk, layout, recovered).list(pinned);
        } catch (IOException failure) {
            faults.add(new Fault(layout.root(), "", failure.getMessage(), "directories that can be listed"));
        }
    }

    private void checkTables(FileSystem files, List<TableVersion> tables) {
        long poolBytes = Math.max(LEAST_POOL_BYTES, budget.limit() / 4);
        BufferPool pool = BufferPool.open(budget.child("the check", poolBytes), poolBytes);
        try {
            for (TableVersion table : tables) {
                for (StoredSegment segment : table.segments()) {
                    checkSegment(files, pool, table.id(), table.schema(), segment.description());
                }
                checkIndexes(files, pool, table);
                checkDelta(table);
            }
        } finally {
            pool.close();
        }
    }

    /// Checks the files of runs and samples, and what is in those without a fault against the rows.
    private void checkIndexes(FileSystem files, BufferPool pool, TableVersion table) {
        for (TableIndex index : table.indexes()) {
            for (StoredSegment segment : table.segments()) {
                StoredSegment run = index.runs().get(segment.description().path());
                if (run != null) {
                    checkRun(files, pool, table, index, segment, run);
                }
            }
        }
    }

    private void checkRun(
            FileSystem files,
            BufferPool pool,
            TableVersion table,
            TableIndex index,
            StoredSegment segment,
            StoredSegment run) {
        int before = faults.size();
        Optional<IndexKeys> keys = index.isSample()
                ? Optional.empty()
                : Optional.of(IndexKeys.of(index.method(), table.schema(), index.columnIds()));
        TableSchema schema = keys.map(IndexKeys::runSchema).orElseGet(() -> SampleBuild.schema(table.schema()));
        checkSegment(files, pool, table.id(), schema, run.description());
        if (faults.size() > before) {
            return;
        }
        try (SegmentFile rows = SegmentFile.of(files, placed(table.id(), segment.description()), pool, budget);
                SegmentFile entries = SegmentFile.of(files, placed(table.id(), run.description()), pool, budget)) {
            if (keys.isPresent()) {
                new IndexRunCheck(rows, entries, table.schema(), keys.get(), cancelled).run(faults);
            } else {
                new SampleCheck(rows, entries, table.schema(), cancelled).run(faults);
            }
        }
    }

    private SegmentDescription placed(int tableId, SegmentDescription stored) {
        String path = layout.segment(tableId, stored.path());
        return new SegmentDescription(path, stored.fileId(), stored.rows(), stored.bytes(), stored.columns());
    }

    private void checkSegment(
            FileSystem files, BufferPool pool, int tableId, TableSchema schema, SegmentDescription stored) {
        segments++;
        SegmentDescription placed = placed(tableId, stored);
        Optional<SegmentCheck> opened = SegmentCheck.open(files, placed, pool, budget, faults);
        if (opened.isEmpty()) {
            return;
        }
        try (SegmentCheck check = opened.get()) {
            faults.addAll(check.checkFile(schema));
            List<List<Fault>> found =
                    new ParallelCheck(threads).run(check.columns(), column -> check.checkColumn(column, cancelled));
            found.forEach(faults::addAll);
            pages.addAndGet(check.pages());
            bytes.addAndGet(stored.bytes());
        }
    }

    private void checkDelta(TableVersion table) {
        deltaRows += table.delta().liveRows();
        List<Integer> columns =
                IntStream.range(0, table.schema().columnCount()).boxed().toList();
        DeltaScannable rows = new DeltaScannable(table.name(), table.schema(), table.delta());
        try (AllRows all = AllRows.of(rows, columns)) {
            Batch batch = new Batch(columns.size());
            long seen = 0;
            while (all.next(batch)) {
                seen += batch.size();
            }
            if (seen != table.delta().liveRows()) {
                fault(table, seen + " rows", table.delta().liveRows() + "");
            }
        } catch (AlmagestException refused) {
            throw refused;
        } catch (RuntimeException undecodable) {
            fault(table, "rows that cannot be decoded (" + undecodable.getMessage() + ")", "rows of its columns");
        }
    }

    private void fault(TableVersion table, String found, String expected) {
        faults.add(new Fault(layout.logDirectory(), "inserted rows of table " + table.name(), found, expected));
    }
}
