package org.almagest.bench.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.almagest.columnar.scan.Answer;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanMetrics;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// The made-up catalogue as a source of batches, all columns always, so that it is loaded like any
/// file.
public final class CatalogueScannable implements Scannable {
    private final GaiaLikeCatalogue catalogue;

    public CatalogueScannable(GaiaLikeCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public String describe() {
        return "a simulated catalogue";
    }

    @Override
    public TableSchema schema() {
        return GaiaLikeCatalogue.schema();
    }

    @Override
    public OptionalLong rowCount() {
        return OptionalLong.of(catalogue.rowCount());
    }

    @Override
    public Optional<ColumnStatistics> statistics(int column) {
        return Optional.empty();
    }

    @Override
    public Scan scan(ScanRequest request) {
        if (request.columns().size() != schema().columnCount()) {
            throw new IllegalArgumentException("the catalogue gives all its columns: " + request.columns());
        }
        return new CatalogueScan(request.predicates().size());
    }

    private record Range(int index, int from, int to) implements Morsel {}

    private final class CatalogueScan implements Scan {
        private final int predicates;
        private final AtomicInteger next = new AtomicInteger();

        CatalogueScan(int predicates) {
            this.predicates = predicates;
        }

        @Override
        public List<Answer> answers() {
            return java.util.Collections.nCopies(predicates, Answer.PRUNED);
        }

        @Override
        public OptionalInt morselCount() {
            return OptionalInt.of(Math.ceilDiv(catalogue.rowCount(), TableSink.ROW_GROUP_ROWS));
        }

        @Override
        public Optional<Range> claim() {
            int index = next.getAndIncrement();
            int from = index * TableSink.ROW_GROUP_ROWS;
            return index >= morselCount().orElseThrow()
                    ? Optional.empty()
                    : Optional.of(
                            new Range(index, from, Math.min(catalogue.rowCount(), from + TableSink.ROW_GROUP_ROWS)));
        }

        @Override
        public MorselReader reader() {
            return new Reader();
        }

        @Override
        public ScanMetrics metrics() {
            return ScanMetrics.NONE;
        }

        @Override
        public void close() {}
    }

    private final class Reader implements MorselReader {
        private final Batch own = Batch.allocate(
                schema().columns().stream().map(ColumnDefinition::type).toList());
        private int at;
        private int end;

        @Override
        public void open(Morsel morsel) {
            Range range = (Range) morsel;
            at = range.from();
            end = range.to();
        }

        @Override
        public boolean next(Batch out) {
            if (at >= end) {
                return false;
            }
            own.reset();
            int rows = Math.min(ColumnVector.BATCH_ROWS, end - at);
            for (int i = 0; i < rows; i++) {
                fill(i, catalogue.row(at + i));
            }
            at += rows;
            for (int c = 0; c < own.columnCount(); c++) {
                out.setColumn(c, own.column(c));
            }
            out.setRowCount(rows);
            return true;
        }

        private void fill(int i, CatalogueRow row) {
            ((LongColumnVector) own.column(0)).set(i, row.sourceId());
            setDouble(1, i, row.ra());
            setDouble(2, i, row.dec());
            setDouble(3, i, row.parallax());
            setFloat(4, i, row.parallaxError());
            setDouble(5, i, row.pmra());
            setDouble(6, i, row.pmdec());
            setFloat(7, i, row.magnitude());
            setFloat(8, i, row.colour());
            setFloat(9, i, row.radialVelocity());
            setFloat(10, i, row.ruwe());
            ((TextColumnVector) own.column(11)).append(i, row.variableFlag());
            ((LongColumnVector) own.column(12)).set(i, row.randomIndex());
            ((IntColumnVector) own.column(13)).set(i, row.healpix6());
            ((TextColumnVector) own.column(14)).append(i, row.designation());
        }

        private void setDouble(int column, int i, double value) {
            if (Double.isNaN(value)) {
                Cells.setNull(own.column(column), i);
            } else {
                ((DoubleColumnVector) own.column(column)).set(i, value);
            }
        }

        private void setFloat(int column, int i, float value) {
            if (Float.isNaN(value)) {
                Cells.setNull(own.column(column), i);
            } else {
                ((FloatColumnVector) own.column(column)).set(i, value);
            }
        }

        @Override
        public void close() {}
    }
}
