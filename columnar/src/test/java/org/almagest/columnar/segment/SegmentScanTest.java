package org.almagest.columnar.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.scan.DynamicPredicate;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanMetrics;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.TextColumnVector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What segment scans leave out, and what they do with pages of odd sizes and columns that a
/// segment lacks.
class SegmentScanTest {
    private static final TableSchema SCHEMA = TableSchema.of(List.of(
            ColumnDefinition.of(0, "id", ScalarType.BIGINT),
            ColumnDefinition.of(1, "mag", ScalarType.DOUBLE),
            ColumnDefinition.of(2, "flag", ScalarType.VARCHAR)));

    @TempDir
    Path directory;

    private SegmentFixture fixture;

    @BeforeEach
    void open() {
        fixture = new SegmentFixture(directory);
    }

    @AfterEach
    void close() {
        fixture.close();
        assertEquals(0, fixture.budget.reserved());
    }

    /// 200,000 rows: ids ascend, mag cycles, one page holds a NaN among small numbers.
    private SegmentTable sorted() {
        List<List<Value>> rows = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            Value mag = i == 20_000 ? Value.of(Double.NaN) : Value.of(i < 32_768 ? i % 10 : 100.0 + i % 7);
            rows.add(List.of(Value.of((long) i), mag, Value.of(i % 3 == 0 ? "VARIABLE" : "CONSTANT")));
        }
        return fixture.table(SCHEMA, fixture.write(SCHEMA, rows, 131_072));
    }

    private record Result(List<List<Value>> rows, ScanMetrics metrics, int morsels) {}

    private static Result run(Scannable table, ScanRequest request) {
        List<List<Value>> rows = new ArrayList<>();
        int morsels = 0;
        try (Scan scan = table.scan(request);
                MorselReader reader = scan.reader()) {
            Batch batch = new Batch(request.columns().size());
            for (Optional<? extends Morsel> next = scan.claim(); next.isPresent(); next = scan.claim()) {
                morsels++;
                reader.open(next.get());
                while (reader.next(batch)) {
                    for (int i = 0; i < batch.size(); i++) {
                        int row = batch.row(i);
                        rows.add(IntStream.range(0, batch.columnCount())
                                .mapToObj(c -> Cells.get(batch.column(c), row))
                                .toList());
                    }
                }
            }
            assertEquals(morsels, scan.morselCount().orElseThrow());
            return new Result(rows, scan.metrics(), morsels);
        }
    }

    private static ColumnPredicate between(int column, long low, long high) {
        return new ColumnPredicate.Between(column, Value.of(low), Value.of(high));
    }

    @Test
    void aRangeOfASortedColumnReadsItsPagesAlone() {
        ScanRequest request = new ScanRequest(List.of(0), List.of(between(0, 140_000, 140_009)), List.of());
        Result result = run(sorted(), request);
        assertEquals(10, result.rows().size());
        assertEquals(Value.of(140_000L), result.rows().getFirst().getFirst());
        assertEquals(2, result.metrics().rowGroups());
        assertEquals(1, result.metrics().rowGroupsPruned());
        assertEquals(1, result.metrics().pagesPlanned());
        assertEquals(12, result.metrics().pagesPruned());
        assertEquals(1, result.metrics().pagesRead());
        assertEquals(1, result.metrics().blocksRead(), "blocks are judged by their heads");
        assertEquals(1, result.morsels());
    }

    @Test
    void aRangeOrNullReadsPagesOfTheRangeAndThoseWithNulls() {
        ColumnPredicate orNull = new ColumnPredicate.OrNull(between(0, 140_000, 140_009));
        Result without = run(sorted(), new ScanRequest(List.of(0), List.of(orNull), List.of()));
        assertEquals(10, without.rows().size());
        assertEquals(12, without.metrics().pagesPruned());
        assertEquals(1, without.metrics().blocksRead(), "blocks are judged by their heads");
        List<List<Value>> rows = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            Value id = i == 20_000 || i == 20_400 ? Value.NULL : Value.of((long) i);
            rows.add(List.of(id, Value.of(1.0), Value.of("CONSTANT")));
        }
        SegmentTable table = fixture.table(SCHEMA, fixture.write(SCHEMA, rows, 131_072));
        Result with = run(table, new ScanRequest(List.of(0), List.of(orNull), List.of()));
        assertEquals(12, with.rows().size());
        assertEquals(Value.NULL, with.rows().getFirst().getFirst());
        assertEquals(2, with.metrics().pagesPlanned());
        assertEquals(11, with.metrics().pagesPruned());
        assertEquals(2, with.metrics().blocksRead());
    }

    @Test
    void nothingIsOpenedWhenTheDescriptionRulesASegmentOut() {
        List<List<Value>> rows = List.of(List.of(Value.of(1L), Value.of(2.0), Value.of("x")));
        List<SegmentDescription> made = fixture.write(SCHEMA, rows, 10);
        assertTrue(Path.of(made.getFirst().path()).toFile().delete());
        SegmentTable table = fixture.table(SCHEMA, made);
        ScanRequest request = new ScanRequest(List.of(0), List.of(between(0, 5, 9)), List.of());
        assertEquals(List.of(), run(table, request).rows());
    }

    @Test
    void aPageWithNanIsNotPrunedForGreater() {
        ColumnPredicate greater = new ColumnPredicate.Compare(1, Comparison.GREATER, Value.of(1000.0));
        Result result = run(sorted(), new ScanRequest(List.of(0, 1), List.of(greater), List.of()));
        assertEquals(List.of(List.of(Value.of(20_000L), Value.of(Double.NaN))), result.rows());
        assertEquals(1, result.morsels());
    }

    @Test
    void aFilterThatHoldsForWholePagesIsNotEvaluated() {
        ColumnPredicate greater = new ColumnPredicate.Compare(1, Comparison.GREATER_OR_EQUAL, Value.of(100.0));
        Result result =
                run(sorted(), new ScanRequest(List.of(), List.of(greater, between(0, 32_768, 131_071)), List.of()));
        assertEquals(131_072 - 32_768, result.rows().size());
        assertEquals(0, result.metrics().pagesRead());
        assertEquals(0, result.metrics().blocksRead());
    }

    @Test
    void blocksWithoutSurvivorsCostTheOtherColumnsNothing() {
        ColumnPredicate rare = new ColumnPredicate.Compare(1, Comparison.GREATER, Value.of(1000.0));
        Result result = run(sorted(), new ScanRequest(List.of(0, 1, 2), List.of(rare), List.of()));
        assertEquals(1, result.rows().size());
        // All blocks for the filter, then one for each column: the scan has looked for more rows meanwhile.
        assertEquals(16 + 3, result.metrics().blocksRead());
    }

    @Test
    void textComesAsCodesOfOneDictionaryPerChunk() {
        SegmentTable table = sorted();
        try (Scan scan = table.scan(ScanRequest.of(List.of(2)));
                MorselReader reader = scan.reader()) {
            Batch batch = new Batch(1);
            reader.open(scan.claim().orElseThrow());
            assertTrue(reader.next(batch));
            TextColumnVector text = (TextColumnVector) batch.column(0);
            var first = text.dictionary().orElseThrow();
            assertEquals("VARIABLE", text.text(0));
            assertTrue(reader.next(batch));
            assertTrue(text.dictionary().orElseThrow() == first);
        }
    }

    @Test
    void aDynamicPredicateTightensOnTheWay() {
        DynamicPredicate threshold = new DynamicPredicate();
        SegmentTable table = sorted();
        ScanRequest request = new ScanRequest(List.of(0), List.of(), List.of(threshold));
        long rows = 0;
        try (Scan scan = table.scan(request);
                MorselReader reader = scan.reader()) {
            Batch batch = new Batch(1);
            for (var next = scan.claim(); next.isPresent(); next = scan.claim()) {
                reader.open(next.get());
                while (reader.next(batch)) {
                    rows += batch.size();
                    threshold.tighten(new ColumnPredicate.Compare(0, Comparison.LESS, Value.of(1500L)));
                }
            }
        }
        assertEquals(1500, rows);
    }

    @Test
    void aColumnThatASegmentLacksIsNull() {
        SegmentTable old = sorted();
        TableSchema wider = TableSchema.of(List.of(
                ColumnDefinition.of(7, "new_text", ScalarType.VARCHAR),
                ColumnDefinition.of(0, "renamed", ScalarType.BIGINT),
                ColumnDefinition.of(8, "new_array", ArrayType.variable(ScalarType.REAL))));
        List<SegmentFile> segments = List.of(
                fixture.open(fixture.write(SCHEMA, List.of(List.of(Value.of(5L), Value.NULL, Value.NULL)), 9)
                        .getFirst()),
                fixture.open(fixture.write(
                                wider,
                                List.of(List.of(Value.of("here"), Value.of(6L), new Value.OfArray(List.of()))),
                                9)
                        .getFirst()));
        SegmentTable table = new SegmentTable("table t", wider, segments);
        List<List<Value>> all = run(table, ScanRequest.of(List.of(0, 1, 2))).rows();
        assertEquals(List.of(Value.NULL, Value.of(5L), Value.NULL), all.get(0));
        assertEquals(List.of(Value.of("here"), Value.of(6L), new Value.OfArray(List.of())), all.get(1));
        ColumnPredicate isNull = new ColumnPredicate.IsNull(0, false);
        assertEquals(
                List.of(List.of(Value.of(5L))),
                run(table, new ScanRequest(List.of(1), List.of(isNull), List.of()))
                        .rows());
        ColumnPredicate here = new ColumnPredicate.Compare(0, Comparison.EQUAL, Value.of("here"));
        assertEquals(
                List.of(List.of(Value.of(5L)), List.of(Value.of(6L))),
                run(table, new ScanRequest(List.of(1), List.of(new ColumnPredicate.OrNull(here)), List.of()))
                        .rows());
        assertEquals(
                List.of(List.of(Value.of(6L))),
                run(table, new ScanRequest(List.of(1), List.of(here), List.of()))
                        .rows());
        assertEquals(200_000, old.rowCount().orElseThrow());
    }

    @Test
    void largeValuesHalveTheirPagesAndStayWithTheirRows() {
        TableSchema schema = TableSchema.of(List.of(
                ColumnDefinition.of(0, "id", ScalarType.INTEGER),
                ColumnDefinition.of(1, "note", ScalarType.VARCHAR),
                ColumnDefinition.of(2, "flux", ArrayType.variable(ScalarType.DOUBLE))));
        List<List<Value>> rows = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            String note = i == 1_500 ? "y".repeat(2_500_000) : "n" + i + "z".repeat(i % 50 == 0 ? 20_000 : 3);
            List<Value> flux = IntStream.range(0, i % 100 == 0 ? 3_000 : i % 4)
                    .mapToObj(k -> Value.of(k / 3.0))
                    .toList();
            rows.add(List.of(Value.of((long) i), i % 11 == 0 ? Value.NULL : Value.of(note), new Value.OfArray(flux)));
        }
        SegmentTable table = fixture.table(schema, fixture.write(schema, rows, 3_000));
        assertEquals(rows, run(table, ScanRequest.of(List.of(0, 1, 2))).rows());
        ColumnPredicate like = new ColumnPredicate.Like(1, "y%", '\0', false);
        assertEquals(
                List.of(List.of(Value.of(1_500L))),
                run(table, new ScanRequest(List.of(0), List.of(like), List.of()))
                        .rows());
        SegmentFooter footer = fixture.open(fixture.write(schema, rows, 3_000).getFirst())
                .open()
                .footer();
        PageDirectory notes = footer.directories().get(1);
        for (int p = 0; p < notes.pages(); p++) {
            assertTrue(notes.rows()[p] == 1 || notes.length()[p] <= SegmentFormat.PAGE_BYTES);
        }
        assertTrue(notes.pages() > 8);
        assertEquals(1, footer.directories().get(0).pages());
    }

    @Test
    void aRowGroupEndsAt64MiB() {
        TableSchema schema = TableSchema.of(List.of(ColumnDefinition.of(0, "blob", ScalarType.VARCHAR)));
        String value = "v".repeat(100_000);
        List<List<Value>> rows = IntStream.range(0, 1_000)
                .mapToObj(i -> List.of(Value.of(i + value)))
                .toList();
        SegmentDescription made = fixture.write(schema, rows, 1_000).getFirst();
        SegmentFooter footer = fixture.open(made).open().footer();
        assertEquals(2, footer.rowGroups());
        assertEquals(
                rows,
                run(fixture.table(schema, List.of(made)), ScanRequest.of(List.of(0)))
                        .rows());
    }
}
