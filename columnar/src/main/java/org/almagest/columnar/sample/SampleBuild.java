package org.almagest.columnar.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.segment.ColumnSummary;
import org.almagest.columnar.segment.SegmentDescription;
import org.almagest.columnar.segment.SegmentFile;
import org.almagest.columnar.segment.SegmentTable;
import org.almagest.columnar.segment.SegmentTableSink;
import org.almagest.columnar.statistics.ColumnSketch;
import org.almagest.columnar.type.PhysicalType;
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
    /// The column that says where a row stands; no table has a column of that id.
    public static final int POSITION_ID = 2_147_483_633;

    private final FileSystem files;
    private final String directory;
    private final MemoryBudget budget;

    /// Writes samples into a directory.
    public SampleBuild(FileSystem files, String directory, MemoryBudget budget) {
        this.files = files;
        this.directory = directory;
        this.budget = budget;
    }

    /// Answers whether the values of a column are sampled: arrays and BLOBs may be of any size.
    public static boolean takes(ColumnDefinition column) {
        return column.type().physical() != PhysicalType.ARRAY
                && column.type() != ScalarType.BLOB
                && column.type() != ScalarType.NULL;
    }

    /// Answers the schema of the sample of a table's segment.
    public static TableSchema schema(TableSchema table) {
        List<ColumnDefinition> columns = new ArrayList<>();
        for (ColumnDefinition column : table.columns()) {
            if (takes(column)) {
                columns.add(ColumnDefinition.of(column.id(), "column " + columns.size(), column.type()));
            }
        }
        columns.add(ColumnDefinition.of(POSITION_ID, "position", ScalarType.INTEGER));
        return TableSchema.of(columns);
    }

    /// Writes the sample at `path`, durably, and answers what it is. Nothing is left of one that fails.
    ///
    /// @param table the schema through which the segment is seen
    public SegmentDescription build(SegmentFile segment, TableSchema table, String path) {
        List<SegmentDescription> made = new ArrayList<>();
        try (TableSink sink = SegmentTableSink.ofOneFile(files, directory, path, schema(table), budget, made::addAll)) {
            try (TableSink.Part part = sink.part(0)) {
                read(segment, table, part::append);
            }
            sink.commit();
        }
        return bare(made.getFirst());
    }

    /// Tells the sampled rows of a segment, in their order, as the columns of `schema`.
    static void read(SegmentFile segment, TableSchema table, Consumer<Batch> out) {
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
        try (Scan scan = new SegmentTable("a segment", table, List.of(segment)).scan(ScanRequest.of(columns));
                MorselReader reader = scan.reader()) {
            for (var morsel = scan.claim(); morsel.isPresent(); morsel = scan.claim()) {
                reader.open(morsel.get());
                while (reader.next(in)) {
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

    /// Leaves sketches out: the segment has better ones.
    private static SegmentDescription bare(SegmentDescription run) {
        List<ColumnSummary> columns = run.columns().stream()
                .map(column -> new ColumnSummary(
                        column.columnId(),
                        column.storedBytes(),
                        column.statistics().withSketch(ColumnSketch.NONE, run.rows())))
                .toList();
        return new SegmentDescription(run.path(), run.fileId(), run.rows(), run.bytes(), columns);
    }
}
