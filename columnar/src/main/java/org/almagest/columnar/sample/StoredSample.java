package org.almagest.columnar.sample;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.almagest.columnar.scan.AllRows;
import org.almagest.columnar.scan.RowSample;
import org.almagest.columnar.scan.SampledNumbers;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.segment.SegmentFile;
import org.almagest.columnar.segment.SegmentTable;
import org.almagest.columnar.vector.Batch;

/// The samples of a table's segments as one. Large segments have one of 128 rows in theirs, small ones more:
/// of these, some are passed over, so that every row counts alike; more so where there are very many.
/// Numbers that were asked for are kept as long as memory allows.
public final class StoredSample implements RowSample {
    private static final int MOST_ROWS = 1 << 18;
    private static final int MOST_REMEMBERED = 4_096;

    private final TableSchema schema;
    private final List<Part> parts;
    private final int shift;
    private final int rows;
    private final Map<Integer, SoftReference<SampledNumbers>> numbers = new ConcurrentHashMap<>();
    private final LinkedHashMap<Object, Double> shares = new LinkedHashMap<>();

    /// A segment and its sample.
    public record Part(SegmentFile segment, SegmentFile sample) {
        private SampleRows rows() {
            return SampleRows.of(segment.description().rows());
        }
    }

    /// @param schema of the table
    public StoredSample(TableSchema schema, List<Part> parts) {
        this.schema = schema;
        this.parts = List.copyOf(parts);
        int coarsest = 0;
        long stored = 0;
        for (Part part : parts) {
            coarsest = Math.max(coarsest, part.rows().shift());
            stored += part.segment().description().rows();
        }
        while (stored >> coarsest > MOST_ROWS) {
            coarsest++;
        }
        shift = coarsest;
        rows = parts.stream().mapToInt(this::kept).sum();
    }

    private int kept(Part part) {
        int step = 1 << shift - part.rows().shift();
        return (part.rows().count() + step - 1) / step;
    }

    /// Answers whether this is the sample of the same segments, seen through the same schema.
    public boolean isOf(TableSchema other, List<Part> others) {
        return (schema == other || schema.equals(other)) && parts.equals(others);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public long sampledFrom() {
        return parts.stream()
                .mapToLong(part -> part.segment().description().rows())
                .sum();
    }

    @Override
    public boolean holds(int column) {
        return column < schema.columnCount()
                && SampleBuild.takes(schema.column(column))
                && parts.stream()
                        .allMatch(part -> holds(part, schema.column(column).id()));
    }

    /// What a segment itself lacks has there the value of rows from before the column.
    private static boolean holds(Part part, int columnId) {
        return part.sample().description().column(columnId).isPresent()
                || part.segment().description().column(columnId).isEmpty();
    }

    @Override
    public void read(List<Integer> columns, Consumer<Batch> out) {
        for (Part part : parts) {
            int step = 1 << shift - part.rows().shift();
            int place = 0;
            Batch batch = new Batch(columns.size());
            try (AllRows all = AllRows.of(new SegmentTable("a sample", schema, List.of(part.sample())), columns)) {
                while (all.next(batch)) {
                    int taken = thin(batch, place, step);
                    place += batch.rowCount();
                    if (taken > 0) {
                        out.accept(batch);
                    }
                }
            }
        }
    }

    /// Leaves one row of `step` selected, by their places in the sample.
    private static int thin(Batch batch, int place, int step) {
        if (step == 1) {
            return batch.rowCount();
        }
        int taken = 0;
        for (int row = -place & step - 1; row < batch.rowCount(); row += step) {
            batch.selection()[taken++] = row;
        }
        batch.setSelected(taken);
        return taken;
    }

    @Override
    public Optional<SampledNumbers> numbers(int column) {
        if (!holds(column) || !SampledNumbers.takes(schema.column(column).type())) {
            return Optional.empty();
        }
        SoftReference<SampledNumbers> kept = numbers.get(column);
        SampledNumbers found = kept == null ? null : kept.get();
        if (found == null) {
            SampledNumbers.Builder builder = new SampledNumbers.Builder(rows);
            read(List.of(column), builder::add);
            found = builder.build();
            numbers.put(column, new SoftReference<>(found));
        }
        return Optional.of(found);
    }

    @Override
    public double remembered(Object condition, DoubleSupplier share) {
        synchronized (shares) {
            Double known = shares.get(condition);
            if (known != null) {
                return known;
            }
        }
        double found = share.getAsDouble();
        synchronized (shares) {
            if (shares.size() >= MOST_REMEMBERED) {
                shares.pollFirstEntry();
            }
            shares.put(condition, found);
        }
        return found;
    }
}
