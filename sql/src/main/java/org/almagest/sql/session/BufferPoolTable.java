package org.almagest.sql.session;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.almagest.columnar.pool.PoolStatistics;
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
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.LongColumnVector;

/// `almagest_buffer_pool()`: one row of what the engine's buffer pool did and holds, as of the
/// moment when the statement was bound.
record BufferPoolTable(PoolStatistics pool) implements Scannable {
    private static final List<String> NAMES = List.of(
            "hits",
            "misses",
            "evictions",
            "ahead_loads",
            "ahead_used",
            "ahead_unused",
            "reads",
            "bytes_read",
            "resident_bytes",
            "limit_bytes");

    private static final TableSchema SCHEMA = TableSchema.of(java.util.stream.IntStream.range(0, NAMES.size())
            .mapToObj(id -> ColumnDefinition.of(id, NAMES.get(id), ScalarType.BIGINT))
            .toList());

    private long[] values() {
        return new long[] {
            pool.hits(),
            pool.misses(),
            pool.evictions(),
            pool.aheadLoads(),
            pool.aheadUsed(),
            pool.aheadUnused(),
            pool.reads(),
            pool.bytesRead(),
            pool.residentBytes(),
            pool.limitBytes()
        };
    }

    @Override
    public String describe() {
        return "almagest_buffer_pool()";
    }

    @Override
    public TableSchema schema() {
        return SCHEMA;
    }

    @Override
    public OptionalLong rowCount() {
        return OptionalLong.of(1);
    }

    @Override
    public Optional<ColumnStatistics> statistics(int column) {
        return Optional.empty();
    }

    @Override
    public Scan scan(ScanRequest request) {
        return new OneRow(request, values());
    }

    private record Whole(int index) implements Morsel {}

    private static final class OneRow implements Scan {
        private final ScanRequest request;
        private final long[] values;
        private final AtomicBoolean claimed = new AtomicBoolean();

        OneRow(ScanRequest request, long[] values) {
            this.request = request;
            this.values = values;
        }

        @Override
        public List<Answer> answers() {
            return request.predicates().stream().map(_ -> Answer.PRUNED).toList();
        }

        @Override
        public OptionalInt morselCount() {
            return OptionalInt.of(1);
        }

        @Override
        public Optional<? extends Morsel> claim() {
            return claimed.getAndSet(true) ? Optional.empty() : Optional.of(new Whole(0));
        }

        @Override
        public MorselReader reader() {
            return new RowReader(request.columns(), values);
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

    private static final class RowReader implements MorselReader {
        private final LongColumnVector[] vectors;
        private boolean atEnd = true;

        RowReader(List<Integer> columns, long[] values) {
            vectors = columns.stream()
                    .map(column -> {
                        LongColumnVector vector =
                                (LongColumnVector) ColumnVector.allocate(ScalarType.BIGINT, ColumnVector.BATCH_ROWS);
                        vector.set(0, values[column]);
                        return vector;
                    })
                    .toArray(LongColumnVector[]::new);
        }

        @Override
        public void open(Morsel morsel) {
            atEnd = false;
        }

        @Override
        public boolean next(Batch out) {
            if (atEnd) {
                return false;
            }
            atEnd = true;
            for (int i = 0; i < vectors.length; i++) {
                out.setColumn(i, vectors[i]);
            }
            out.setRowCount(1);
            return true;
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }
}
