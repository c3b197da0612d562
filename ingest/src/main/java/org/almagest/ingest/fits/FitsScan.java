package org.almagest.ingest.fits;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.scan.Answer;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanMetrics;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.TableSink;

/// A scan of a FITS table: morsels are ranges of as many rows as a row group has; predicates are
/// left to the executor.
final class FitsScan implements Scan {
    private final ReadableFile file;
    private final TableLayout layout;
    private final MemoryBudget budget;
    private final ScanRequest request;
    private final int morselCount;
    private final AtomicInteger nextMorsel = new AtomicInteger();
    private final LongAdder bytesRead = new LongAdder();
    private final LongAdder rowsRead = new LongAdder();

    FitsScan(ReadableFile file, TableLayout layout, MemoryBudget budget, ScanRequest request) {
        this.file = file;
        this.layout = layout;
        this.budget = budget;
        this.request = request;
        morselCount = Math.toIntExact(Math.ceilDiv(layout.rows(), (long) TableSink.ROW_GROUP_ROWS));
    }

    @Override
    public List<Answer> answers() {
        return Collections.nCopies(request.predicates().size(), Answer.PRUNED);
    }

    @Override
    public OptionalInt morselCount() {
        return OptionalInt.of(morselCount);
    }

    @Override
    public Optional<FitsMorsel> claim() {
        int index = nextMorsel.getAndUpdate(next -> Math.min(next + 1, morselCount));
        if (index >= morselCount) {
            return Optional.empty();
        }
        long first = (long) index * TableSink.ROW_GROUP_ROWS;
        return Optional.of(
                new FitsMorsel(index, first, (int) Math.min(TableSink.ROW_GROUP_ROWS, layout.rows() - first)));
    }

    @Override
    public MorselReader reader() {
        return new FitsMorselReader(file, layout, budget, request.columns(), bytesRead, rowsRead);
    }

    @Override
    public ScanMetrics metrics() {
        long rows = rowsRead.sum();
        return new ScanMetrics(morselCount, 0, 0, 0, 0, 0, 0, rows, rows, bytesRead.sum(), 0, 0);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException failure) {
            throw HduPlace.unreadable(layout.place().file(), failure);
        }
    }
}
