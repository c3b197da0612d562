package org.almagest.columnar.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DeferredBlock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a block says of itself before it is decoded, against what it decodes to.
class DeferredBlockTest {
    private static final TableSchema SCHEMA = TableSchema.of(List.of(
            ColumnDefinition.of(0, "id", ScalarType.BIGINT),
            ColumnDefinition.of(1, "full", ScalarType.DOUBLE),
            ColumnDefinition.of(2, "decimal", ScalarType.DOUBLE),
            ColumnDefinition.of(3, "single", ScalarType.REAL),
            ColumnDefinition.of(4, "few", ScalarType.REAL)));

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

    private static Value orNull(Random random, int oneIn, Value value) {
        return oneIn > 0 && random.nextInt(oneIn) == 0 ? Value.NULL : value;
    }

    private SegmentTable table(Random random) {
        List<List<Value>> rows = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            int nulls = i < 20_000 ? 0 : 5;
            rows.add(List.of(
                    Value.of((long) i),
                    orNull(random, nulls, Value.of(random.nextGaussian())),
                    orNull(random, nulls, Value.of(random.nextInt(100_000) / 1000.0)),
                    orNull(random, nulls, Value.of((double) random.nextFloat())),
                    orNull(random, 2, Value.of((double) (random.nextInt(3) * 0.5f)))));
        }
        return fixture.table(SCHEMA, fixture.write(SCHEMA, rows, 131_072));
    }

    @Test
    void whatABlockPacksIsWhatItsRowsHold() {
        long seed = Long.getLong("almagest.seed", 1_510L);
        System.out.println("almagest.seed=" + seed);
        Random random = new Random(seed);
        SegmentTable table = table(random);
        int deferred = 0;
        ColumnPredicate some = new ColumnPredicate.Compare(1, Comparison.LESS, Value.of(0.3));
        for (List<ColumnPredicate> predicates : List.of(List.<ColumnPredicate>of(), List.of(some))) {
            try (Scan scan = table.scan(new ScanRequest(List.of(1, 2, 3, 4), predicates, List.of()));
                    MorselReader reader = scan.reader()) {
                Batch batch = new Batch(4);
                for (Optional<? extends Morsel> next = scan.claim(); next.isPresent(); next = scan.claim()) {
                    reader.open(next.get());
                    while (reader.next(batch)) {
                        for (int c = 0; c < 4; c++) {
                            deferred += batch.column(c).isDeferred() ? 1 : 0;
                            check(batch, batch.column(c));
                        }
                    }
                }
            }
        }
        assertTrue(deferred > 100, "blocks that were not decoded: " + deferred);
    }

    private static void check(Batch batch, ColumnVector vector) {
        if (!vector.isDeferred()) {
            return;
        }
        DeferredBlock block = vector.deferred();
        double[] packed = new double[ColumnVector.BATCH_ROWS + 8];
        block.values(packed);
        long[] live = new long[ColumnVector.BATCH_ROWS / 64];
        for (int i = 0; i < batch.size(); i++) {
            int row = batch.row(i);
            live[row >>> 6] |= vector.isNull(row) ? 0 : 1L << row;
        }
        long[] picked = new long[live.length];
        block.pick(live, picked);
        assertTrue(vector.isDeferred(), "asking must not decode");
        int ordinal = 0;
        for (int row = 0; row < batch.rowCount(); row++) {
            if (vector.isNull(row)) {
                continue;
            }
            double value = ((Value.OfDouble) Cells.get(vector, row)).value();
            assertEquals(value, packed[ordinal], "value " + ordinal);
            assertEquals(live[row >>> 6] >>> row & 1, picked[ordinal >>> 6] >>> ordinal & 1, "bit " + ordinal);
            if (block.plainOffset() >= 0 && vector.physicalType().name().equals("DOUBLE")) {
                assertEquals(
                        value,
                        block.bytes().get(ValueLayout.JAVA_DOUBLE_UNALIGNED, block.plainOffset() + 8L * ordinal));
            }
            ordinal++;
        }
        assertEquals(ordinal, block.valueCount());
    }

    @Test
    void aMaskAndItsListAgree() {
        SegmentTable table = table(new Random(7));
        ColumnPredicate some = new ColumnPredicate.Compare(1, Comparison.LESS, Value.of(0.3));
        try (Scan scan = table.scan(new ScanRequest(List.of(0, 1), List.of(some), List.of()));
                MorselReader reader = scan.reader()) {
            Batch batch = new Batch(2);
            Batch shared = new Batch(2);
            reader.open(scan.claim().orElseThrow());
            int masked = 0;
            while (reader.next(batch)) {
                shared.shareRows(batch);
                masked += batch.hasMask() ? 1 : 0;
                for (int i = 0; i < batch.size(); i++) {
                    assertEquals(batch.row(i), shared.row(i));
                    assertTrue(!batch.hasMask() || (batch.mask()[batch.row(i) >>> 6] >>> batch.row(i) & 1) == 1);
                }
                batch.selection()[0] = batch.row(batch.size() - 1);
                batch.setSelected(1);
                assertTrue(!batch.hasMask() && batch.size() == 1, "a list replaces the mask");
            }
            assertTrue(masked > 0, "no batch had a mask");
        }
    }
}
