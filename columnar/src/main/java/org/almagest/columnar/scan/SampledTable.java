package org.almagest.columnar.scan;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.vector.Batch;

/// A sample of another source's rows. Pages are left out by the source itself where it has some, and
/// conditions are then its own affair as well; else rows, or blocks of them, are picked from all that
/// it gives, before any condition.
public record SampledTable(Scannable source, Sample sample) implements Scannable {
    @Override
    public String describe() {
        String unit = sample.method() == Sample.Method.SYSTEM ? "pages" : "rows";
        return String.format(
                Locale.ROOT, "%s %% of the %s of %s", shown(sample.share() * 100), unit, source.describe());
    }

    private static String shown(double percent) {
        return percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent);
    }

    @Override
    public TableSchema schema() {
        return source.schema();
    }

    @Override
    public OptionalLong rowCount() {
        return OptionalLong.empty();
    }

    /// The bounds of all rows are bounds of some.
    @Override
    public Optional<ColumnStatistics> statistics(int column) {
        return source.statistics(column);
    }

    @Override
    public boolean isUnique(int column) {
        return source.isUnique(column);
    }

    private boolean byPages() {
        return sample.method() == Sample.Method.SYSTEM && source.samplesPages();
    }

    @Override
    public Answer answer(ColumnPredicate predicate) {
        return byPages() ? source.answer(predicate) : Answer.PRUNED;
    }

    @Override
    public Scan scan(ScanRequest request) {
        return byPages()
                ? source.scan(request.sampled(sample))
                : new SampledScan(
                        source.scan(ScanRequest.of(request.columns())),
                        request.predicates().size(),
                        sample);
    }

    private record SampledScan(Scan scan, int predicates, Sample sample) implements Scan {
        @Override
        public List<Answer> answers() {
            return Collections.nCopies(predicates, Answer.PRUNED);
        }

        @Override
        public OptionalInt morselCount() {
            return scan.morselCount();
        }

        @Override
        public Optional<? extends Morsel> claim() {
            return scan.claim();
        }

        @Override
        public MorselReader reader() {
            return new SampledReader(scan.reader(), sample);
        }

        @Override
        public ScanMetrics metrics() {
            return scan.metrics();
        }

        @Override
        public void close() {
            scan.close();
        }
    }

    private static final class SampledReader implements MorselReader {
        private final MorselReader reader;
        private final Sample sample;
        private int morsel;
        private long before;

        SampledReader(MorselReader reader, Sample sample) {
            this.reader = reader;
            this.sample = sample;
        }

        @Override
        public void open(Morsel next) {
            morsel = next.index();
            before = 0;
            reader.open(next);
        }

        @Override
        public boolean next(Batch out) {
            while (reader.next(out)) {
                long first = before;
                before += out.rowCount();
                if (pick(out, first)) {
                    return true;
                }
            }
            return false;
        }

        /// Narrows a batch to what is picked of it; answers whether anything is.
        private boolean pick(Batch out, long first) {
            if (sample.method() == Sample.Method.SYSTEM) {
                return sample.takes(morsel, first);
            }
            int[] selection = out.selection();
            int picked = 0;
            for (int i = 0; i < out.size(); i++) {
                int row = out.row(i);
                if (sample.takes(morsel, first + row)) {
                    selection[picked++] = row;
                }
            }
            out.setSelected(picked);
            return picked > 0;
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
