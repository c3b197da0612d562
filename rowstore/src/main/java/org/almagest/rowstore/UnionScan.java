package org.almagest.rowstore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.almagest.columnar.scan.Answer;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.RowTotals;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanMetrics;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.vector.Batch;

/// The scans of a table's parts, one behind the other. A predicate is EXACT when it is in every
/// part.
final class UnionScan implements Scan {
    /// A morsel of a part, numbered through.
    private record UnionMorsel(int index, int part, Morsel morsel) implements Morsel {}

    private final ScanRequest request;
    private final List<Scan> scans;
    private int part;
    private int claimed;

    private UnionScan(ScanRequest request, List<Scan> scans) {
        this.request = request;
        this.scans = scans;
    }

    static UnionScan open(List<Scannable> parts, ScanRequest request) {
        List<Scan> scans = new ArrayList<>();
        try {
            parts.forEach(part -> scans.add(part.scan(request)));
            return new UnionScan(request, scans);
        } catch (RuntimeException failure) {
            scans.forEach(Scan::close);
            throw failure;
        }
    }

    @Override
    public List<Answer> answers() {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < request.predicates().size(); i++) {
            int predicate = i;
            boolean exact = scans.stream().allMatch(scan -> scan.answers().get(predicate) == Answer.EXACT);
            answers.add(exact ? Answer.EXACT : Answer.PRUNED);
        }
        return answers;
    }

    @Override
    public List<RowTotals> totals() {
        return scans.stream().flatMap(scan -> scan.totals().stream()).toList();
    }

    @Override
    public OptionalInt morselCount() {
        int count = 0;
        for (Scan scan : scans) {
            if (scan.morselCount().isEmpty()) {
                return OptionalInt.empty();
            }
            count += scan.morselCount().getAsInt();
        }
        return OptionalInt.of(count);
    }

    @Override
    public synchronized Optional<Morsel> claim() {
        while (part < scans.size()) {
            Optional<? extends Morsel> next = scans.get(part).claim();
            if (next.isPresent()) {
                return Optional.of(new UnionMorsel(claimed++, part, next.get()));
            }
            part++;
        }
        return Optional.empty();
    }

    @Override
    public MorselReader reader() {
        return new UnionReader();
    }

    @Override
    public ScanMetrics metrics() {
        return scans.stream().map(Scan::metrics).reduce(ScanMetrics.NONE, ScanMetrics::plus);
    }

    @Override
    public void close() {
        scans.forEach(Scan::close);
    }

    /// Reads with a reader of the part that the morsel is of.
    private final class UnionReader implements MorselReader {
        private final MorselReader[] readers = new MorselReader[scans.size()];
        private int current;

        @Override
        public void open(Morsel morsel) {
            UnionMorsel of = (UnionMorsel) morsel;
            current = of.part();
            if (readers[current] == null) {
                readers[current] = scans.get(current).reader();
            }
            readers[current].open(of.morsel());
        }

        @Override
        public boolean next(Batch out) {
            return readers[current].next(out);
        }

        @Override
        public void close() {
            for (MorselReader reader : readers) {
                if (reader != null) {
                    reader.close();
                }
            }
        }
    }
}
