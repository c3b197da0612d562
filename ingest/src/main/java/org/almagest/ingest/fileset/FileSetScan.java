package org.almagest.ingest.fileset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.almagest.columnar.scan.Answer;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanMetrics;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.schema.TableSchema;

/// A scan of one file after the other. The scan of a file begins when a morsel of it is claimed and
/// is closed when no reader is left in it, so only as many files are open as threads read.
///
/// All state is guarded by this object; readers tell it when they enter and leave a file.
final class FileSetScan implements Scan {
    private final List<FilePart> parts;
    private final TableSchema schema;
    private final ScanRequest request;
    private final List<OpenFile> open = new ArrayList<>();
    private ScanMetrics closedMetrics = ScanMetrics.NONE;
    private int nextPart;
    private int nextIndex;
    private boolean closed;

    /// A file that is being read: morsels handed out and not finished, and readers in it.
    private static final class OpenFile {
        private final int part;
        private final Scan scan;
        private int users;
        private boolean exhausted;

        private OpenFile(int part, Scan scan) {
            this.part = part;
            this.scan = scan;
        }
    }

    FileSetScan(List<FilePart> parts, TableSchema schema, ScanRequest request) {
        this.parts = parts;
        this.schema = schema;
        this.request = request;
    }

    @Override
    public List<Answer> answers() {
        return request.predicates().stream().map(predicate -> Answer.PRUNED).toList();
    }

    @Override
    public OptionalInt morselCount() {
        return OptionalInt.empty();
    }

    @Override
    public synchronized Optional<FileSetMorsel> claim() {
        while (!closed) {
            if (open.isEmpty() || open.getLast().exhausted) {
                if (nextPart == parts.size()) {
                    return Optional.empty();
                }
                openNext();
                continue;
            }
            OpenFile file = open.getLast();
            Optional<? extends Morsel> inside = file.scan.claim();
            if (inside.isPresent()) {
                file.users++;
                return Optional.of(new FileSetMorsel(nextIndex++, file.part, inside.get()));
            }
            file.exhausted = true;
            closeIfDone(file);
        }
        return Optional.empty();
    }

    private void openNext() {
        int part = nextPart++;
        if (!parts.get(part).isExcluded(request.predicates())) {
            open.add(new OpenFile(
                    part, parts.get(part).rows().scan(parts.get(part).request(request))));
        }
    }

    private void closeIfDone(OpenFile file) {
        if (file.exhausted && file.users == 0) {
            open.remove(file);
            closedMetrics = closedMetrics.plus(file.scan.metrics());
            file.scan.close();
        }
    }

    private OpenFile file(int part) {
        return open.stream().filter(file -> file.part == part).findFirst().orElseThrow();
    }

    /// Makes a reader of a file for a thread that holds a morsel of it.
    synchronized MorselReader enter(int part) {
        OpenFile file = file(part);
        MorselReader reader = file.scan.reader();
        file.users++;
        return reader;
    }

    /// Closes a reader that `enter` made.
    void leave(int part, MorselReader reader) {
        reader.close();
        finished(part);
    }

    /// Says that a morsel that was claimed is read.
    synchronized void finished(int part) {
        if (!closed) {
            OpenFile file = file(part);
            file.users--;
            closeIfDone(file);
        }
    }

    FilePart part(int index) {
        return parts.get(index);
    }

    @Override
    public MorselReader reader() {
        return new FileSetReader(this, schema, request.columns());
    }

    @Override
    public synchronized ScanMetrics metrics() {
        ScanMetrics sum = closedMetrics;
        for (OpenFile file : open) {
            sum = sum.plus(file.scan.metrics());
        }
        return sum;
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (OpenFile file : open) {
            closedMetrics = closedMetrics.plus(file.scan.metrics());
            file.scan.close();
        }
        open.clear();
    }
}
