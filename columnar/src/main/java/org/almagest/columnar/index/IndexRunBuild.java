package org.almagest.columnar.index;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.scan.AllRows;
import org.almagest.columnar.scan.IndexMethod;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.segment.IndexKeys;
import org.almagest.columnar.segment.SegmentDescription;
import org.almagest.columnar.segment.SegmentFile;
import org.almagest.columnar.segment.SegmentTable;
import org.almagest.columnar.segment.SegmentTableSink;
import org.almagest.columnar.sort.ColumnKeys;
import org.almagest.columnar.sort.ExternalSort;
import org.almagest.columnar.sort.RowSlice;
import org.almagest.columnar.sort.SortColumn;
import org.almagest.columnar.sort.SortInput;
import org.almagest.columnar.spill.SpillFiles;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;

/// Makes the run of an index for one segment: reads its key columns, sorts them with the positions
/// of the rows, and writes them as a segment file of their own.
public final class IndexRunBuild {
    private static final long MOST_SLICE_BYTES = 64 << 20;

    private final FileSystem files;
    private final String directory;
    private final MemoryBudget budget;
    private final BooleanSupplier cancelled;

    /// Writes runs into a directory, with temporary files beside them; sorts with at most a quarter of
    /// the budget. Asks with each batch whether it is `cancelled`, and fails with 57014 where it is.
    public IndexRunBuild(FileSystem files, String directory, MemoryBudget budget, BooleanSupplier cancelled) {
        this.cancelled = cancelled;
        this.files = files;
        this.directory = directory;
        this.budget = budget;
    }

    /// Writes the run at `path`, durably, and answers what it is. Nothing is left of one that fails.
    ///
    /// @param schema of the table, through which the segment is seen
    public SegmentDescription build(SegmentFile segment, TableSchema schema, IndexKeys keys, String path) {
        TableSchema runSchema = keys.runSchema();
        List<DataType> types =
                runSchema.columns().stream().map(ColumnDefinition::type).toList();
        List<SortColumn> order = order(types);
        long share = Math.max(1, budget.limit() / 4);
        try (ExternalSort sort =
                new ExternalSort(SpillFiles.in(files, directory), types, () -> new ColumnKeys(order), budget, share)) {
            try (SortInput input = sort.input(0)) {
                read(segment, schema, keys, batch -> {
                    heed();
                    input.append(batch);
                });
            }
            sort.finish();
            return write(sort, types, runSchema, path, Math.min(MOST_SLICE_BYTES, share / 4 + 1));
        }
    }

    private void heed() {
        if (cancelled.getAsBoolean()) {
            throw AlmagestException.of(SqlState.QUERY_CANCELED, "the making of the index was cancelled");
        }
    }

    /// Answers the order of entries: by all of their columns.
    static List<SortColumn> order(List<DataType> types) {
        List<SortColumn> order = new ArrayList<>();
        for (int c = 0; c < types.size(); c++) {
            order.add(SortColumn.ascending(c, types.get(c)));
        }
        return order;
    }

    /// Tells the entries of a segment, in the order of its rows.
    static void read(SegmentFile segment, TableSchema schema, IndexKeys keys, Consumer<Batch> out) {
        List<Integer> columns = keys.columns().stream()
                .map(column -> schema.positionOfId(column.id()))
                .toList();
        IntColumnVector position = new IntColumnVector(IntColumnVector.BATCH_ROWS);
        Batch in = new Batch(columns.size());
        Batch entries = new Batch(keys.runKeys() + 1);
        int row = 0;
        try (AllRows all = AllRows.of(new SegmentTable("a segment", schema, List.of(segment)), columns)) {
            while (all.next(in)) {
                for (int i = 0; i < in.rowCount(); i++) {
                    position.set(i, row++);
                }
                entries.setRowCount(in.rowCount());
                keys(in, keys, entries);
                entries.setColumn(keys.runKeys(), position);
                out.accept(entries);
            }
        }
    }

    private static void keys(Batch in, IndexKeys keys, Batch out) {
        if (keys.method() == IndexMethod.BTREE) {
            for (int c = 0; c < in.columnCount(); c++) {
                out.setColumn(c, in.column(c));
            }
            return;
        }
        LongColumnVector hashes = new LongColumnVector(LongColumnVector.BATCH_ROWS);
        IndexKeys.hashes(in, hashes.values());
        out.setColumn(0, hashes);
    }

    private SegmentDescription write(
            ExternalSort sort, List<DataType> types, TableSchema schema, String path, long sliceBytes) {
        List<SegmentDescription> made = new ArrayList<>();
        try (TableSink sink = SegmentTableSink.ofOneFile(files, directory, path, schema, budget, made::addAll);
                RowSlice slice = sort.slice()) {
            Batch batch = Batch.allocate(types);
            try (TableSink.Part part = sink.part(0)) {
                while (sort.take(slice, TableSink.ROW_GROUP_ROWS, sliceBytes)) {
                    while (slice.next(batch)) {
                        heed();
                        part.append(batch);
                    }
                }
            }
            sink.commit();
        }
        // Nobody asks for sketches of entries.
        return made.getFirst().withoutSketches();
    }
}
