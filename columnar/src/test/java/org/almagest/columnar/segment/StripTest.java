package org.almagest.columnar.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.almagest.columnar.kernel.BitmapKernels;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.scan.DynamicPredicate;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.PlainRun;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.Strip;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DeferredBlock;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A scan gives the same rows in the same blocks whether they are taken as strips or as batches,
/// whatever the filters leave, and whether its pool holds all pages or hardly any.
final class StripTest {
    private static final int ROWS = 150_000;
    private static final TableSchema SCHEMA = TableSchema.of(List.of(
            ColumnDefinition.of(0, "id", ScalarType.BIGINT),
            ColumnDefinition.of(1, "mag", ScalarType.REAL),
            ColumnDefinition.of(2, "parallax", ScalarType.DOUBLE),
            ColumnDefinition.of(3, "flag", ScalarType.VARCHAR)));

    @TempDir
    Path directory;

    private final long seed = Long.getLong("almagest.seed", 1_510L);
    private final Random random = new Random(seed);

    private List<List<Value>> rows() {
        List<List<Value>> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            Value mag = Value.of(
                    i < ROWS / 2 ? (float) Math.round(random.nextGaussian() * 1000) / 1000 : random.nextFloat());
            Value parallax = random.nextInt(50) == 0 ? Value.NULL : Value.of(random.nextGaussian());
            rows.add(List.of(
                    Value.of((long) i), mag, parallax, Value.of(random.nextInt(30) == 0 ? "VARIABLE" : "CONSTANT")));
        }
        return rows;
    }

    private List<ColumnPredicate> predicates(int round) {
        return switch (round % 7) {
            case 0 -> List.of();
            case 1 -> List.of(new ColumnPredicate.Compare(1, Comparison.GREATER, Value.of(random.nextFloat())));
            case 2 -> List.of(new ColumnPredicate.Compare(2, Comparison.LESS, Value.of(-2.5)));
            case 3 -> List.of(new ColumnPredicate.Between(0, Value.of(12_345L), Value.of(70_001L)));
            case 4 ->
                List.of(
                        new ColumnPredicate.Compare(2, Comparison.GREATER, Value.of(1.0)),
                        new ColumnPredicate.Compare(3, Comparison.EQUAL, Value.of("VARIABLE")));
            case 5 -> List.of(new ColumnPredicate.Compare(2, Comparison.GREATER, Value.of(2.7)));
            default -> List.of(new ColumnPredicate.Compare(2, Comparison.GREATER, Value.of(3.5)));
        };
    }

    @Test
    void stripsAreWhatBatchesAre() {
        List<List<Value>> rows = rows();
        for (long pool : new long[] {64 << 20, 2 << 20}) {
            try (SegmentFixture fixture = new SegmentFixture(directory, 512 << 20, pool)) {
                SegmentTable table = fixture.table(SCHEMA, fixture.write(SCHEMA, rows, 100_000));
                for (int round = 0; round < 7; round++) {
                    ScanRequest request = new ScanRequest(List.of(2, 0, 1, 3), predicates(round), List.of());
                    // Not assertEquals: it would print all rows.
                    boolean same = batches(table, request).equals(strips(table, request));
                    assertTrue(same, "almagest.seed=" + seed + ", round " + round);
                }
            }
        }
    }

    @Test
    void rowsOfSparseBlocksComeTogether() {
        List<List<Value>> rows = rows();
        try (SegmentFixture fixture = new SegmentFixture(directory, 512 << 20, 64 << 20)) {
            SegmentTable table = fixture.table(SCHEMA, fixture.write(SCHEMA, rows, 100_000));
            assertTrue(countBatches(table, predicates(5), List.of()) < ROWS / 1024 / 4, "almagest.seed=" + seed);
        }
    }

    /// What tightens meanwhile leaves other rows out at other times: rows must not depend on it for
    /// their places.
    @Test
    void blocksStayApartWhereAPredicateTightens() {
        List<List<Value>> rows = rows();
        try (SegmentFixture fixture = new SegmentFixture(directory, 512 << 20, 64 << 20)) {
            SegmentTable table = fixture.table(SCHEMA, fixture.write(SCHEMA, rows, 100_000));
            assertTrue(
                    countBatches(table, predicates(5), List.of(new DynamicPredicate())) > ROWS / 1024 / 2,
                    "almagest.seed=" + seed);
        }
    }

    private static int countBatches(
            SegmentTable table, List<ColumnPredicate> predicates, List<DynamicPredicate> dynamics) {
        int batches = 0;
        try (Scan scan = table.scan(new ScanRequest(List.of(0, 3), predicates, dynamics));
                MorselReader reader = scan.reader()) {
            Batch batch = new Batch(2);
            for (Optional<? extends Morsel> next = scan.claim(); next.isPresent(); next = scan.claim()) {
                reader.open(next.get());
                while (reader.next(batch)) {
                    batches++;
                }
            }
        }
        return batches;
    }

    private static List<List<Value>> batches(SegmentTable table, ScanRequest request) {
        List<List<Value>> columns = columns(request);
        try (Scan scan = table.scan(request);
                MorselReader reader = scan.reader()) {
            Batch batch = new Batch(request.columns().size());
            for (Optional<? extends Morsel> next = scan.claim(); next.isPresent(); next = scan.claim()) {
                reader.open(next.get());
                while (reader.next(batch)) {
                    for (int c = 0; c < columns.size(); c++) {
                        add(batch, c, columns.get(c));
                    }
                }
            }
        }
        return columns;
    }

    private static List<List<Value>> strips(SegmentTable table, ScanRequest request) {
        List<List<Value>> columns = columns(request);
        try (Scan scan = table.scan(request);
                MorselReader reader = scan.reader()) {
            assertTrue(reader.givesStrips());
            Batch rows = new Batch(request.columns().size());
            for (Optional<? extends Morsel> next = scan.claim(); next.isPresent(); next = scan.claim()) {
                reader.open(next.get());
                for (Optional<Strip> strip = reader.nextStrip(); strip.isPresent(); strip = reader.nextStrip()) {
                    for (int c = 0; c < columns.size(); c++) {
                        add(strip.get(), c, rows, columns.get(c));
                    }
                }
            }
        }
        return columns;
    }

    /// Every block of a run is the block of its place, in one page, and says the same of its rows.
    private static void assertRuns(Strip strip, int column) {
        PlainRun run = new PlainRun(3);
        int block = 0;
        while (block < strip.blocks()) {
            int taken = strip.plainRun(column, block, run);
            assertEquals(taken, run.blocks());
            for (int k = 0; k < taken; k++) {
                DeferredBlock numbers = strip.numbers(column, block + k).orElseThrow();
                assertEquals(numbers.bytes(), run.bytes());
                assertEquals(numbers.plainOffset(), run.offsets()[k]);
                assertEquals(numbers.valueCount(), run.counts()[k]);
                assertEquals(strip.mask(block + k).isEmpty(), run.isEvery(k));
                long[] picked = new long[ColumnVector.BATCH_ROWS / 64];
                BitmapKernels.setRange(picked, 0, numbers.valueCount());
                strip.mask(block + k).ifPresent(mask -> numbers.pick(mask, picked));
                assertArrayEquals(picked, run.bits()[k]);
            }
            boolean plain =
                    strip.numbers(column, block).map(DeferredBlock::plainOffset).orElse(-1L) >= 0;
            assertEquals(plain, taken > 0);
            block += Math.max(1, taken);
        }
    }

    private static void add(Strip strip, int column, Batch rows, List<Value> out) {
        assertRuns(strip, column);
        for (int block = 0; block < strip.blocks(); block++) {
            strip.describe(block, rows);
            assertEquals(rows.size(), strip.size(block));
            assertEquals(rows.hasMask(), strip.mask(block).isPresent());
            Optional<? extends DeferredBlock> numbers = strip.numbers(column, block);
            rows.setColumn(column, strip.column(column, block));
            numbers.ifPresent(found -> assertNumbers(found, rows.column(column), rows.rowCount()));
            add(rows, column, out);
        }
    }

    /// Asks of a block where it stands what its vector says of the same rows.
    private static void assertNumbers(DeferredBlock numbers, ColumnVector vector, int rows) {
        List<Double> expected = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            if (!vector.isNull(row) && Cells.get(vector, row) instanceof Value.OfDouble(double value)) {
                expected.add(value);
            }
        }
        assertEquals(vector.hasNulls(), numbers.hasNulls());
        if (vector instanceof DoubleColumnVector || vector instanceof FloatColumnVector) {
            double[] values = new double[ColumnVector.BATCH_ROWS];
            numbers.values(values);
            assertEquals(
                    expected,
                    Arrays.stream(values).limit(numbers.valueCount()).boxed().toList());
        }
    }

    private static void add(Batch batch, int column, List<Value> out) {
        for (int i = 0; i < batch.size(); i++) {
            out.add(Cells.get(batch.column(column), batch.row(i)));
        }
    }

    private static List<List<Value>> columns(ScanRequest request) {
        List<List<Value>> columns = new ArrayList<>();
        request.columns().forEach(column -> columns.add(new ArrayList<>()));
        return columns;
    }
}
