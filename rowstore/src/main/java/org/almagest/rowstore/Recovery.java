package org.almagest.rowstore;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.StorageFailure;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.rowstore.log.Edit;
import org.almagest.rowstore.log.LogReader;
import org.almagest.rowstore.log.LogSeal;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.CurrentFormat;
import org.almagest.rowstore.manifest.DatabaseLayout;
import org.almagest.rowstore.manifest.ManifestFormat;
import org.almagest.rowstore.manifest.Retired;
import org.almagest.rowstore.manifest.StoredSegment;
import org.almagest.rowstore.manifest.TableVersion;

/// Reads what is committed: `CURRENT`, the manifest that it names, the log behind it. Writes
/// nothing.
final class Recovery {
    /// How often a reader beside a writer starts again when a checkpoint takes files away under it.
    private static final int ATTEMPTS = 20;

    private static final int CHECK_ATTEMPTS = 3;
    private static final long PAUSE_MILLIS = 10;

    /// What a database holds.
    record Recovered(long manifestNumber, long logNumber, CatalogVersion catalog, LogReader.End logEnd) {}

    /// What a database holds beside its writer, with the segments open.
    record HeldSnapshot(Recovered recovered, HeldFiles files) {}

    private final FileSystem files;
    private final DatabaseLayout layout;
    private final MemoryBudget budget;

    Recovery(FileSystem files, DatabaseLayout layout, MemoryBudget budget) {
        this.files = files;
        this.layout = layout;
        this.budget = budget;
    }

    /// Reads a database that nobody writes.
    Recovered read() {
        try {
            return readOnce(true);
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    /// Reads a database that another process may be writing and opens its segments: files that
    /// vanish or change between two reads are no error unless they stay so.
    HeldSnapshot readBesideWriter() {
        for (int attempt = 1; ; attempt++) {
            try {
                return readAndHold();
            } catch (IOException failure) {
                if (attempt == ATTEMPTS) {
                    throw failed(failure);
                }
            } catch (CorruptionException damage) {
                if (attempt == ATTEMPTS) {
                    throw damage;
                }
            }
            pause();
        }
    }

    /// Reads the catalog, also beside a writer, without looking for its segments.
    Recovered readCatalog() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return readOnce(false);
            } catch (IOException | CorruptionException failure) {
                if (attempt == CHECK_ATTEMPTS) {
                    switch (failure) {
                        case IOException missing -> throw failed(missing);
                        case RuntimeException damage -> throw damage;
                        default -> throw new IllegalStateException(failure);
                    }
                }
            }
            pause();
        }
    }

    private HeldSnapshot readAndHold() throws IOException {
        Recovered recovered = readOnce(true);
        try {
            return new HeldSnapshot(recovered, HeldFiles.open(files, layout, recovered.catalog()));
        } catch (IOException | RuntimeException failure) {
            release(recovered.catalog());
            throw failure;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private RuntimeException failed(IOException failure) {
        return switch (failure) {
            case LogReader.MissingLogException missing ->
                new CorruptionException(missing.getMessage(), "no such file", "the log that the manifest names");
            case NoSuchFileException missing ->
                new CorruptionException(missing.getFile(), "no such file", "the file that CURRENT names");
            default -> StorageFailure.of("read", layout.root(), failure);
        };
    }

    private Recovered readOnce(boolean withSegments) throws IOException {
        long number = CurrentFormat.read(FileContent.read(files, layout.current()), layout.current())
                .manifestNumber();
        String path = layout.manifest(number);
        ManifestFormat.Manifest manifest = ManifestFormat.read(FileContent.read(files, path), path, number, budget);
        Replayed replayed = new Replayed(manifest.catalog());
        boolean whole = false;
        try {
            String log = layout.log(manifest.logNumber());
            Optional<LogSeal> seal = readSeal(manifest.logNumber());
            LogReader.End end = LogReader.read(
                    files, log, manifest.logNumber(), manifest.catalog().lsn(), replayed);
            seal.ifPresent(found -> found.check(log, end));
            if (withSegments) {
                checkSegments(replayed.catalog);
            }
            whole = true;
            return new Recovered(number, manifest.logNumber(), replayed.catalog, end);
        } finally {
            replayed.releaseRetired();
            if (!whole) {
                release(replayed.catalog);
            }
        }
    }

    /// Reads where the log ended when the database was closed; before the log, which a writer that
    /// has taken the seal away makes longer.
    private Optional<LogSeal> readSeal(long logNumber) throws IOException {
        String path = layout.seal(logNumber);
        try {
            return files.exists(path)
                    ? Optional.of(LogSeal.read(FileContent.read(files, path), path, logNumber))
                    : Optional.empty();
        } catch (NoSuchFileException takenAway) {
            return Optional.empty();
        }
    }

    /// Frees the memory of a version's deltas.
    static void release(CatalogVersion catalog) {
        catalog.tables().forEach(table -> table.delta().buffer().release());
    }

    private void checkSegments(CatalogVersion catalog) throws IOException {
        for (TableVersion table : catalog.tables()) {
            String directory = layout.tableDirectory(table.id());
            Set<String> present = table.files().isEmpty() ? Set.of() : new HashSet<>(files.list(directory));
            for (StoredSegment segment : table.files()) {
                String name = segment.description().path();
                if (!present.contains(name)) {
                    throw new CorruptionException(
                            layout.segment(table.id(), name),
                            "no such file",
                            "a segment or index run of table " + table.name() + " with "
                                    + segment.description().rows() + " rows");
                }
            }
        }
    }

    /// Applies a log's commits to a manifest's catalog.
    private final class Replayed implements LogReader.Replay {
        private final List<Retired> retired = new ArrayList<>();
        private CatalogVersion catalog;

        Replayed(CatalogVersion catalog) {
            this.catalog = catalog;
        }

        @Override
        public void commit(long lsn, List<Edit> edits) {
            try {
                catalog = catalog.apply(lsn, edits, budget, retired);
            } catch (IllegalArgumentException misfit) {
                throw new CorruptionException(
                        "the log of " + layout.root() + ", commit " + lsn,
                        misfit.getMessage(),
                        "edits that fit the catalog");
            }
        }

        void releaseRetired() {
            for (Retired each : retired) {
                switch (each) {
                    case Retired.Delta(var buffer, long _) -> buffer.release();
                    case Retired.Segment _ -> {}
                    case Retired.Directory _ -> {}
                }
            }
            retired.clear();
        }
    }
}
