package org.almagest.ingest.csv;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.LongAdder;
import org.almagest.columnar.scan.Answer;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanMetrics;
import org.almagest.columnar.scan.ScanRequest;

/// A scan of a text file: `claim` reads the file from front to back and cuts it, the readers parse
/// side by side. Predicates are left to the caller.
final class CsvScan implements Scan {
    private final CsvTable table;
    private final ScanRequest request;
    private final ChunkBuffers buffers;
    private final LongAdder rowsScanned = new LongAdder();
    private final LongAdder rowsDelivered = new LongAdder();
    private Optional<TextSource> source = Optional.empty();
    private Optional<ChunkCutter> cutter = Optional.empty();
    private boolean closed;

    CsvScan(CsvTable table, ScanRequest request) {
        this.table = table;
        this.request = request;
        this.buffers = new ChunkBuffers(table.budget());
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
    public synchronized Optional<CsvMorsel> claim() {
        if (closed) {
            return Optional.empty();
        }
        if (cutter.isEmpty()) {
            TextSource text = table.openText();
            source = Optional.of(text);
            CsvLayout layout = table.layout();
            cutter = Optional.of(new ChunkCutter(
                    text, layout.dialect(), buffers, table.chunkBytes(), layout.dataOffset(), layout.dataLine()));
        }
        return cutter.get().next();
    }

    @Override
    public MorselReader reader() {
        return new CsvMorselReader(table, this, request.columns());
    }

    void finished(CsvMorsel morsel) {
        buffers.giveBack(morsel.text());
    }

    void count(int scanned, int delivered) {
        rowsScanned.add(scanned);
        rowsDelivered.add(delivered);
    }

    @Override
    public synchronized ScanMetrics metrics() {
        long bytes = cutter.map(ChunkCutter::bytesRead).orElse(0L);
        return new ScanMetrics(0, 0, 0, 0, 0, 0, 0, rowsScanned.sum(), rowsDelivered.sum(), bytes, 0, 0);
    }

    @Override
    public synchronized void close() {
        closed = true;
        cutter.ifPresent(ChunkCutter::close);
        source.ifPresent(TextSource::close);
        source = Optional.empty();
        buffers.close();
    }
}
