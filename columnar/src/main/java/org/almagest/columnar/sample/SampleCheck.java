package org.almagest.columnar.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.error.Fault;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.AllRows;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.segment.IndexKeys;
import org.almagest.columnar.segment.SegmentFile;
import org.almagest.columnar.segment.SegmentTable;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;

/// Holds a sample to the rows of its segment: the same values in the same order. Columns that the sample
/// lacks, because the table got them later, are left out.
public final class SampleCheck {
    private final SegmentFile segment;
    private final SegmentFile sample;
    private final TableSchema schema;
    private final BooleanSupplier cancelled;
    private long digest;
    private long count;

    /// @param schema of the table, through which the segment is seen
    public SampleCheck(SegmentFile segment, SegmentFile sample, TableSchema schema, BooleanSupplier cancelled) {
        this.segment = segment;
        this.sample = sample;
        this.schema = schema;
        this.cancelled = cancelled;
    }

    /// Adds what is wrong to `faults`; what cannot be read is left to the checks of the files.
    public void run(List<Fault> faults) {
        String path = sample.description().path();
        try {
            TableSchema all = SampleBuild.schema(schema);
            List<Integer> stored = IntStream.range(0, all.columnCount())
                    .filter(c -> sample.description().column(all.column(c).id()).isPresent())
                    .boxed()
                    .toList();
            SampleBuild.read(segment, schema, () -> {}, batch -> add(batch, stored));
            long expected = count;
            long expectedDigest = digest;
            count = 0;
            digest = 0;
            readSample(all, stored);
            if (count != expected || digest != expectedDigest) {
                faults.add(new Fault(
                        path,
                        "sampled rows",
                        count == expected ? "others than the segment has" : count + " rows",
                        expected + " rows of " + segment.description().path()));
            }
        } catch (CorruptionException damage) {
            faults.add(Fault.of(path, damage));
        }
    }

    private void readSample(TableSchema all, List<Integer> stored) {
        List<Integer> positions = IntStream.range(0, stored.size()).boxed().toList();
        try (AllRows rows = AllRows.of(new SegmentTable("a sample", all, List.of(sample)), stored)) {
            Batch batch = new Batch(stored.size());
            while (rows.next(batch)) {
                add(batch, positions);
            }
        }
    }

    private void add(Batch batch, List<Integer> columns) {
        if (cancelled.getAsBoolean()) {
            throw AlmagestException.of(SqlState.QUERY_CANCELED, "the check was cancelled");
        }
        for (int i = 0; i < batch.size(); i++) {
            List<Value> row = new ArrayList<>(columns.size());
            for (int column : columns) {
                row.add(Cells.get(batch.column(column), batch.row(i)));
            }
            digest = 31 * digest + IndexKeys.hash(row);
            count++;
        }
    }
}
