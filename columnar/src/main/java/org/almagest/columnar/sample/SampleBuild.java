package org.almagest.columnar.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.scan.AllRows;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.segment.IndexKeys;
import org.almagest.columnar.segment.SegmentDescription;
import org.almagest.columnar.segment.SegmentFile;
import org.almagest.columnar.segment.SegmentTable;
import org.almagest.columnar.segment.SegmentTableSink;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.IntColumnVector;

/// Writes the sample of a segment as a segment file of its own: the rows that `SampleRows` names, in their
/// order, and where they stand.
///
/// ```text
/// columns   those of the table but arrays and BLOBs, with the ids that they have there
/// position  INTEGER, id 2147483633: the row's place in its segment, from 0
/// ```
public final class SampleBuild {
    private final FileSystem files;
    private final String directory;
    private final MemoryBudget budget;
    private final BooleanSupplier cancelled;

    /// Writes samples into a directory. Asks with each batch whether it is `cancelled`, and fails with 57014 where
    /// it is.
    public SampleBuild(FileSystem files, String directory, MemoryBudget budget, BooleanSupplier cancelled) {
        this.cancelled = cancelled;
        this.files = files;
        this.directory = directory;
        this.budget = budget;
    }

    /// Answers whether the values of a column are sampled: arrays and BLOBs may be of any size.
    public static boolean takes(ColumnDefinition column) {
        return IndexKeys.takes(column.type());
    }

    /// Answers the schema of the sample of a table's segment.
    public static TableSchema schema(TableSchema table) {
        List<ColumnDefinition> columns = new ArrayList<>();
        for (ColumnDefinition column : table.columns()) {
            if (takes(column)) {
                columns.add(ColumnDefinition.of(column.id(), "column " + columns.size(), column.type()));
            }
        }
        columns.add(ColumnDefinition.of(IndexKeys.POSITION_ID, "position", ScalarType.INTEGER));
        return TableSchema.of(columns);
    }

    /// Writes the sample at `path`, durably, and answers what it is. Nothing is left of one that fails.
    ///
    /// @param table the schema through which the segment is seen
    public SegmentDescription build(SegmentFile segment, TableSchema table, String path) {
        List<SegmentDescription> made = new ArrayList<>();
        try (TableSink sink = SegmentTableSink.ofOneFile(files, directory, path, schema(table), budget, made::addAll)) {
            try (TableSink.Part part = sink.part(0)) {
                read(segment, table, this::heed, part::append);
            }
            sink.commit();
        }
        // The segment has better sketches.
        return made.getFirst().withoutSketches();
    }

    private void heed() {
        if (cancelled.getAsBoolean()) {
            throw AlmagestException.of(SqlState.QUERY_CANCELED, "the sampling of the table was cancelled");
        }
    }

    /// Tells the sampled rows of a segment, in their order, as the columns of `schema`.
    ///
    /// @param heed runs before each batch of the segment, and may fail
    static void read(SegmentFile segment, TableSchema table, Runnable heed, Consumer<Batch> out) {
        List<Integer> columns = IntStream.range(0, table.columnCount())
                .filter(c -> takes(table.column(c)))
                .boxed()
                .toList();
        SampleRows sampled = SampleRows.of(segment.description().rows());
        IntColumnVector position = new IntColumnVector(ColumnVector.BATCH_ROWS);
        Batch in = new Batch(columns.size());
        Batch rows = new Batch(columns.size() + 1);
        int first = 0;
        int place = 0;
        try (AllRows all = AllRows.of(new SegmentTable("a segment", table, List.of(segment)), columns)) {
            for (heed.run(); all.next(in); heed.run()) {
                rows.setRowCount(in.rowCount());
                int taken = 0;
                while (place < sampled.count() && sampled.row(place) < first + in.rowCount()) {
                    int row = sampled.row(place++) - first;
                    position.set(row, first + row);
                    rows.selection()[taken++] = row;
                }
                first += in.rowCount();
                if (taken > 0) {
                    for (int c = 0; c < columns.size(); c++) {
                        rows.setColumn(c, in.column(c));
                    }
                    rows.setColumn(columns.size(), position);
                    rows.setSelected(taken);
                    out.accept(rows);
                }
            }
        }
    }
}
