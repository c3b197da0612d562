package org.almagest.sql.session;

import java.util.ArrayList;
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
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;

/// Rows that are listed when a statement is bound: what the database says of itself. A morsel is a
/// batch.
record ListedRows(String describe, TableSchema schema, List<List<Value>> rows) implements Scannable {
    ListedRows {
        rows = List.copyOf(rows);
    }

    /// Makes a schema of columns, each written as a result's.
    static TableSchema schema(List<ResultColumn> columns) {
        List<ColumnDefinition> definitions = new ArrayList<>();
        for (ResultColumn column : columns) {
            definitions.add(ColumnDefinition.of(definitions.size(), column.name(), column.type()));
        }
        return TableSchema.of(definitions);
    }

    @Override
    public OptionalLong rowCount() {
        return OptionalLong.of(rows.size());
    }

    @Override
    public Optional<ColumnStatistics> statistics(int column) {
        return Optional.empty();
    }

    @Override
    public Scan scan(ScanRequest request) {
        return new ListScan(this, request);
    }

    private record Part(int index) implements Morsel {}

    private static final class ListScan implements Scan {
        private final ListedRows list;
        private final ScanRequest request;
        private final AtomicInteger claimed = new AtomicInteger();

        ListScan(ListedRows list, ScanRequest request) {
            this.list = list;
            this.request = request;
        }

        @Override
        public List<Answer> answers() {
            return request.predicates().stream().map(_ -> Answer.PRUNED).toList();
        }

        private int parts() {
            return (list.rows().size() + ColumnVector.BATCH_ROWS - 1) / ColumnVector.BATCH_ROWS;
        }

        @Override
        public OptionalInt morselCount() {
            return OptionalInt.of(parts());
        }

        @Override
        public Optional<? extends Morsel> claim() {
            int next = claimed.getAndIncrement();
            return next < parts() ? Optional.of(new Part(next)) : Optional.empty();
        }

        @Override
        public MorselReader reader() {
            return new ListReader(list, request.columns());
        }

        @Override
        public ScanMetrics metrics() {
            return ScanMetrics.NONE;
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }

    private static final class ListReader implements MorselReader {
        private final ListedRows list;
        private final List<Integer> columns;
        private final ColumnVector[] vectors;
        private List<List<Value>> pending = List.of();

        ListReader(ListedRows list, List<Integer> columns) {
            this.list = list;
            this.columns = columns;
            vectors = columns.stream()
                    .map(column ->
                            ColumnVector.allocate(list.schema().column(column).type(), ColumnVector.BATCH_ROWS))
                    .toArray(ColumnVector[]::new);
        }

        @Override
        public void open(Morsel morsel) {
            int from = morsel.index() * ColumnVector.BATCH_ROWS;
            pending = list.rows().subList(from, Math.min(list.rows().size(), from + ColumnVector.BATCH_ROWS));
        }

        @Override
        public boolean next(Batch out) {
            if (pending.isEmpty()) {
                return false;
            }
            for (int c = 0; c < vectors.length; c++) {
                vectors[c].reset();
                for (int row = 0; row < pending.size(); row++) {
                    Cells.set(vectors[c], row, pending.get(row).get(columns.get(c)));
                }
                out.setColumn(c, vectors[c]);
            }
            out.setRowCount(pending.size());
            pending = List.of();
            return true;
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }
}
