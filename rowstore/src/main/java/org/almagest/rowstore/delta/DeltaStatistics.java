package org.almagest.rowstore.delta;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.almagest.columnar.scan.AllRows;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.statistics.SketchBuilder;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// What is known of a delta's columns, found by reading them once. Thread-safe.
final class DeltaStatistics {
    private final DeltaScannable rows;
    private final Map<Integer, Found> known = new ConcurrentHashMap<>();

    /// What reading a column told; whether each value is greater than those before it.
    private record Found(ColumnStatistics statistics, boolean ascending) {}

    DeltaStatistics(DeltaScannable rows) {
        this.rows = rows;
    }

    Optional<ColumnStatistics> of(int column) {
        return Optional.of(known.computeIfAbsent(column, this::read).statistics());
    }

    boolean isAscending(int column) {
        return known.computeIfAbsent(column, this::read).ascending();
    }

    private Found read(int column) {
        Bounds bounds = new Bounds(rows.schema().column(column).type());
        try (AllRows all = AllRows.of(rows, List.of(column))) {
            Batch batch = new Batch(1);
            while (all.next(batch)) {
                bounds.add(batch);
            }
        }
        return new Found(bounds.statistics(), bounds.isAscending());
    }

    /// The least and greatest value so far, by position in the batch and boxed when one is beaten.
    private static final class Bounds {
        private final DataType type;
        private Optional<Value> min = Optional.empty();
        private Optional<Value> max = Optional.empty();
        private boolean ascends = true;
        private long nulls;
        private long nans;
        private long values;
        private final SketchBuilder sketch;

        Bounds(DataType type) {
            this.type = type;
            sketch = new SketchBuilder(type == ScalarType.UBIGINT);
        }

        void add(Batch batch) {
            ColumnVector vector = batch.column(0);
            sketch.add(vector, batch.rowCount());
            for (int row = 0; row < batch.rowCount(); row++) {
                if (vector.isNull(row)) {
                    nulls++;
                } else if (isNaN(vector, row)) {
                    nans++;
                } else {
                    values++;
                    value(vector, row);
                }
            }
        }

        private void value(ColumnVector vector, int row) {
            Optional<Value> value = valueOf(vector, row);
            if (value.isEmpty()) {
                ascends = false;
                return;
            }
            if (min.isEmpty() || beats(vector, row, min.get()) < 0) {
                min = value;
            }
            if (max.isEmpty() || beats(vector, row, max.get()) > 0) {
                max = value;
            } else {
                ascends = false;
            }
        }

        private int beats(ColumnVector vector, int row, Value bound) {
            return ValueOrder.against(bound, type).orElseThrow().compare(vector, row);
        }

        private Optional<Value> valueOf(ColumnVector vector, int row) {
            return switch (vector) {
                case BooleanColumnVector v -> Optional.of(Value.of((long) v.get(row)));
                case IntColumnVector v -> Optional.of(Value.of((long) v.get(row)));
                case LongColumnVector v -> Optional.of(Value.of(v.get(row)));
                case HugeColumnVector v -> Optional.of(Value.of(v.get(row)));
                case FloatColumnVector v -> Optional.of(Value.of((double) v.get(row)));
                case DoubleColumnVector v -> Optional.of(Value.of(v.get(row)));
                case TextColumnVector v ->
                    type == ScalarType.VARCHAR ? Optional.of(Value.of(v.text(row))) : Optional.empty();
                case org.almagest.columnar.vector.ArrayColumnVector _ -> Optional.empty();
            };
        }

        private static boolean isNaN(ColumnVector vector, int row) {
            return switch (vector) {
                case FloatColumnVector v -> Float.isNaN(v.get(row));
                case DoubleColumnVector v -> Double.isNaN(v.get(row));
                default -> false;
            };
        }

        boolean isAscending() {
            return ascends && nulls + nans == 0;
        }

        ColumnStatistics statistics() {
            return new ColumnStatistics(min, max, OptionalLong.of(nulls), OptionalLong.of(nans), OptionalLong.empty())
                    .withSketch(sketch.build(), values + nans);
        }
    }
}
