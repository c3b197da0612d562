package org.almagest.rowstore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.StorageFailure;
import org.almagest.rowstore.log.Edit;
import org.almagest.rowstore.log.LogWriter;
import org.almagest.rowstore.log.LogWriter.CarriedRows;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.CurrentFormat;
import org.almagest.rowstore.manifest.DatabaseLayout;
import org.almagest.rowstore.manifest.ManifestFormat;
import org.almagest.rowstore.manifest.TableVersion;

/// Writes the catalog as a manifest with a new log and puts them in force.
///
/// ```text
/// 1 log/N+2.log with the deltas' rows, synced; log directory synced
/// 2 manifest-N+1 by temporary file and rename, synced
/// 3 CURRENT likewise: from here on the new pair counts
/// 4 old log and manifest deleted
/// ```
///
/// A failure before step 3 leaves the old pair in force; one in step 3 raises the fence.
final class Checkpoint {
    private static final long CARRIED_RECORD_BYTES = 16 << 20;

    private final FileSystem files;
    private final DatabaseLayout layout;
    private final Fence fence;

    Checkpoint(FileSystem files, DatabaseLayout layout, Fence fence) {
        this.files = files;
        this.layout = layout;
        this.fence = fence;
    }

    /// Makes the first manifest and log of a database and answers the log.
    DurableLog first(CatalogVersion empty) throws IOException {
        LogWriter log = writeLog(2, empty);
        try {
            writeManifest(new ManifestFormat.Manifest(1, 2, empty));
            switchCurrent(1);
            return new DurableLog(files, layout, log, false);
        } catch (IOException | RuntimeException failure) {
            log.close();
            throw failure;
        }
    }

    /// Makes `visible`, all of whose commits are in `log`, the checkpoint. Runs on the log thread.
    void write(CatalogVersion visible, DurableLog log) {
        fence.check();
        long manifestNumber = log.fileNumber() + 1;
        long logNumber = manifestNumber + 1;
        LogWriter next;
        try {
            next = prepare(visible, manifestNumber, logNumber);
        } catch (IOException failure) {
            discard(manifestNumber, logNumber);
            throw StorageFailure.of("write a checkpoint of", layout.root(), failure);
        } catch (RuntimeException failure) {
            discard(manifestNumber, logNumber);
            throw failure;
        }
        try {
            switchCurrent(manifestNumber);
        } catch (IOException failure) {
            var refused = StorageFailure.of("switch to the checkpoint of", layout.root(), failure);
            fence.raise(refused);
            throw refused;
        }
        long oldLog = log.fileNumber();
        try {
            log.switchTo(next);
            files.delete(layout.log(oldLog));
            files.delete(layout.manifest(oldLog - 1));
        } catch (IOException later) {
            // They count no more; the next writer that opens the database removes them.
        }
    }

    private LogWriter prepare(CatalogVersion visible, long manifestNumber, long logNumber) throws IOException {
        LogWriter next = writeLog(logNumber, visible);
        try {
            writeManifest(new ManifestFormat.Manifest(manifestNumber, logNumber, visible));
            return next;
        } catch (IOException | RuntimeException failure) {
            next.close();
            throw failure;
        }
    }

    private LogWriter writeLog(long number, CatalogVersion visible) throws IOException {
        LogWriter log = LogWriter.create(files, layout.log(number), number);
        try {
            for (TableVersion table : visible.tables()) {
                carry(log, visible.lsn(), table);
            }
            log.force();
            files.syncDirectory(layout.logDirectory());
            return log;
        } catch (IOException | RuntimeException failure) {
            log.close();
            throw failure;
        }
    }

    private static void carry(LogWriter log, long lsn, TableVersion table) throws IOException {
        List<CarriedRows> all = new ArrayList<>();
        table.delta()
                .forEachCommit(
                        (commitLsn, rows) -> all.add(new CarriedRows(commitLsn, new Edit.Rows(table.id(), rows))));
        int from = 0;
        long bytes = 0;
        for (int i = 0; i < all.size(); i++) {
            bytes += all.get(i).rows().rows().bytes().length;
            if (bytes > CARRIED_RECORD_BYTES || i == all.size() - 1) {
                log.writeCarriedRows(lsn, all.subList(from, i + 1));
                from = i + 1;
                bytes = 0;
            }
        }
    }

    private void writeManifest(ManifestFormat.Manifest manifest) throws IOException {
        FileContent.replace(
                files,
                layout.root(),
                layout.manifestTemporary(manifest.number()),
                layout.manifest(manifest.number()),
                ManifestFormat.write(manifest));
    }

    private void switchCurrent(long manifestNumber) throws IOException {
        FileContent.replace(
                files,
                layout.root(),
                layout.currentTemporary(),
                layout.current(),
                CurrentFormat.write(manifestNumber, layout.segments()));
    }

    private void discard(long manifestNumber, long logNumber) {
        for (String path : List.of(
                layout.log(logNumber), layout.manifestTemporary(manifestNumber), layout.manifest(manifestNumber))) {
            try {
                files.delete(path);
            } catch (IOException later) {
                // The next writer that opens the database removes it.
            }
        }
    }
}
