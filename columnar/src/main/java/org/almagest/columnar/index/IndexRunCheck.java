package org.almagest.columnar.index;

import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.error.Fault;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.kernel.HashKernels;
import org.almagest.columnar.scan.AllRows;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.segment.IndexKeys;
import org.almagest.columnar.segment.SegmentFile;
import org.almagest.columnar.segment.SegmentTable;
import org.almagest.columnar.sort.ColumnKeys;
import org.almagest.columnar.sort.NormalisedKeys;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// Holds the entries of a run to the rows of its segment, without sorting anything: entries ascend,
/// none twice, there are as many as rows, and a sum of hashes over all of them is that over what the
/// rows would have for entries.
public final class IndexRunCheck {
    private final SegmentFile segment;
    private final SegmentFile run;
    private final TableSchema schema;
    private final IndexKeys keys;
    private final BooleanSupplier cancelled;
    private final ColumnKeys encoder;
    private final NormalisedKeys encoded = new NormalisedKeys();
    private final TextColumnVector texts = new TextColumnVector(ColumnVector.BATCH_ROWS);
    private byte[] last = {};
    private boolean ascends = true;
    private long sum;
    private long count;

    /// @param schema of the table, through which the segment is seen
    public IndexRunCheck(
            SegmentFile segment, SegmentFile run, TableSchema schema, IndexKeys keys, BooleanSupplier cancelled) {
        this.segment = segment;
        this.run = run;
        this.schema = schema;
        this.keys = keys;
        this.cancelled = cancelled;
        List<DataType> types =
                keys.runSchema().columns().stream().map(ColumnDefinition::type).toList();
        encoder = new ColumnKeys(IndexRunBuild.order(types));
    }

    /// Adds what is wrong to `faults`; what cannot be read is left to the checks of the files.
    public void run(List<Fault> faults) {
        String path = run.description().path();
        try {
            IndexRunBuild.read(segment, schema, keys, batch -> add(batch, false));
            long expectedSum = sum;
            long expected = count;
            sum = 0;
            count = 0;
            readRun();
            if (count != expected) {
                faults.add(new Fault(path, "entries", count + "", expected + ", one for each row of the segment"));
            } else if (sum != expectedSum) {
                faults.add(new Fault(
                        path,
                        "entries",
                        "others than the rows have",
                        "those of " + segment.description().path()));
            }
            if (!ascends) {
                faults.add(new Fault(path, "entries", "an order that does not ascend", "the order of the keys"));
            }
        } catch (CorruptionException damage) {
            faults.add(Fault.of(path, damage));
        }
    }

    private void readRun() {
        TableSchema runSchema = keys.runSchema();
        List<Integer> columns =
                IntStream.range(0, runSchema.columnCount()).boxed().toList();
        try (AllRows all = AllRows.of(new SegmentTable("a run", runSchema, List.of(run)), columns)) {
            Batch batch = new Batch(columns.size());
            while (all.next(batch)) {
                add(batch, true);
            }
        }
    }

    private void add(Batch batch, boolean ordered) {
        if (cancelled.getAsBoolean()) {
            throw AlmagestException.of(SqlState.QUERY_CANCELED, "the check was cancelled");
        }
        encoded.clear();
        texts.reset();
        encoder.encode(batch, encoded);
        for (int i = 0; i < batch.size(); i++) {
            encoded.appendTo(texts, i, i);
            sum += HashKernels.hash(texts.bytes(), texts.start(i), texts.length(i));
            if (ordered) {
                byte[] entry = Arrays.copyOfRange(texts.bytes(), texts.start(i), texts.start(i) + texts.length(i));
                ascends &= Arrays.compareUnsigned(last, entry) < 0;
                last = entry;
            }
        }
        count += batch.size();
    }
}
