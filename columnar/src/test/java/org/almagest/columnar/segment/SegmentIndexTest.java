package org.almagest.columnar.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.error.Fault;
import org.almagest.columnar.index.IndexRunBuild;
import org.almagest.columnar.index.IndexRunCheck;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.scan.IndexAccess;
import org.almagest.columnar.scan.IndexDescription;
import org.almagest.columnar.scan.IndexMethod;
import org.almagest.columnar.scan.IndexSurvey;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanMetrics;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.ValueRange;
import org.almagest.columnar.scan.ValueSet;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.TypeOrder;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A scan through an index gives the rows that a scan without it gives: of NULL, NaN, both zeros, long
/// texts, duplicates over many pages, several columns; in segments with a run and without one.
final class SegmentIndexTest {
    private static final TableSchema SCHEMA = TableSchema.of(List.of(
            ColumnDefinition.of(0, "id", ScalarType.BIGINT),
            ColumnDefinition.of(1, "mag", ScalarType.DOUBLE),
            ColumnDefinition.of(2, "name", ScalarType.VARCHAR),
            ColumnDefinition.of(3, "few", ScalarType.SMALLINT),
            ColumnDefinition.of(4, "size", ScalarType.REAL),
            ColumnDefinition.of(5, "big", ScalarType.UBIGINT)));

    private static final List<List<Integer>> KEYS =
            List.of(List.of(0), List.of(1), List.of(2), List.of(3, 1), List.of(3, 2, 0), List.of(4), List.of(5, 3));

    @TempDir
    Path directory;

    private final long seed = Long.getLong("almagest.seed", 5_004L);
    private final Random random = new Random(seed);

    private List<Value> row() {
        boolean none = random.nextInt(12) == 0;
        return List.of(
                random.nextInt(40) == 0 ? Value.NULL : value(0),
                none ? Value.NULL : value(1),
                random.nextInt(9) == 0 ? Value.NULL : value(2),
                random.nextInt(9) == 0 ? Value.NULL : value(3),
                value(4),
                value(5));
    }

    private Value value(int column) {
        return switch (column) {
            case 0 -> Value.of((long) random.nextInt(60_000) - 10_000);
            case 1 ->
                switch (random.nextInt(10)) {
                    case 0 -> Value.of(Double.NaN);
                    case 1 -> Value.of(-0.0);
                    case 2 -> Value.of(0.0);
                    case 3 -> Value.of(Double.NEGATIVE_INFINITY);
                    default -> Value.of(Math.round(random.nextGaussian() * 1e4) / 1e3);
                };
            case 2 -> Value.of("star of a rather long name, number ".repeat(random.nextInt(3)) + random.nextInt(2_000));
            case 3 -> Value.of((long) random.nextInt(5) - 2);
            case 4 -> Value.of((double) (float) random.nextGaussian());
            default -> Value.of(random.nextInt(100) - 50L);
        };
    }

    private ColumnPredicate predicate(int column) {
        return switch (random.nextInt(9)) {
            case 0, 1 -> new ColumnPredicate.Compare(column, Comparison.EQUAL, value(column));
            case 2 ->
                new ColumnPredicate.Compare(
                        column, Comparison.values()[random.nextInt(Comparison.values().length)], value(column));
            case 3 -> new ColumnPredicate.Between(column, value(column), value(column));
            case 4 -> new ColumnPredicate.In(column, List.of(value(column), value(column), value(column)));
            case 5 -> new ColumnPredicate.IsNull(column, random.nextBoolean());
            case 6 -> new ColumnPredicate.OrNull(new ColumnPredicate.Compare(column, Comparison.LESS, value(column)));
            case 7 ->
                ValueSet.of(
                                TypeOrder.of(SCHEMA.column(column).type()).orElseThrow(),
                                List.of(ValueRange.of(value(column)), ValueRange.above(value(column))))
                        .predicate(column);
            default -> new ColumnPredicate.Compare(column, Comparison.EQUAL, value(column));
        };
    }

    private SegmentTable table(SegmentFixture fixture, int rowsPerSegment) {
        List<SegmentDescription> made = new ArrayList<>();
        for (int s = 0; s < 3; s++) {
            List<List<Value>> rows = new ArrayList<>();
            for (int i = 0; i < rowsPerSegment; i++) {
                rows.add(row());
            }
            made.addAll(fixture.write(SCHEMA, rows, 100_000));
        }
        List<SegmentFile> segments =
                made.stream().map(each -> fixture.open(each)).toList();
        List<SegmentIndex> indexes = new ArrayList<>();
        for (List<Integer> ids : KEYS) {
            for (IndexMethod method : List.of(IndexMethod.BTREE, IndexMethod.HASH)) {
                IndexKeys keys = IndexKeys.of(method, SCHEMA, ids);
                List<Optional<SegmentFile>> runs = new ArrayList<>();
                for (int s = 0; s < segments.size(); s++) {
                    runs.add(s == 1 ? Optional.empty() : Optional.of(run(fixture, segments.get(s), keys)));
                }
                indexes.add(new SegmentIndex(method + " " + ids, keys, runs));
            }
        }
        return new SegmentTable("t", SCHEMA, segments, indexes);
    }

    private SegmentFile run(SegmentFixture fixture, SegmentFile segment, IndexKeys keys) {
        String path = directory.resolve(random.nextLong() + ".idx").toString();
        SegmentDescription made = new IndexRunBuild(fixture.files, directory.toString(), fixture.budget, () -> false)
                .build(segment, SCHEMA, keys, path);
        assertEquals(segment.description().rows(), made.rows());
        return fixture.open(made);
    }

    private static List<String> rows(SegmentTable table, ScanRequest request) {
        List<String> rows = new ArrayList<>();
        try (Scan scan = table.scan(request);
                MorselReader reader = scan.reader()) {
            Batch batch = new Batch(request.columns().size());
            for (var morsel = scan.claim(); morsel.isPresent(); morsel = scan.claim()) {
                reader.open(morsel.get());
                while (reader.next(batch)) {
                    for (int i = 0; i < batch.size(); i++) {
                        List<Value> row = new ArrayList<>();
                        for (int c = 0; c < batch.columnCount(); c++) {
                            row.add(Cells.get(batch.column(c), batch.row(i)));
                        }
                        rows.add(row.toString());
                    }
                }
            }
        }
        rows.sort(null);
        return rows;
    }

    private void compare(SegmentTable table, int rounds) {
        long found = 0;
        for (int round = 0; round < rounds; round++) {
            for (IndexDescription index : table.indexes()) {
                List<ColumnPredicate> predicates = new ArrayList<>();
                index.columns().forEach(column -> predicates.add(predicate(column)));
                boolean others = random.nextInt(3) == 0;
                if (others) {
                    predicates.add(random.nextInt(predicates.size() + 1), predicate(random.nextInt(6)));
                }
                boolean only = random.nextInt(3) == 0;
                List<Integer> columns = only ? index.columns() : List.of(0, 1, 2, 3, 4, 5);
                ScanRequest request = new ScanRequest(columns, predicates, List.of());
                List<String> expected = rows(table, request);
                String where = "almagest.seed=" + seed + ", " + index.name() + ", " + predicates;
                assertTrue(expected.equals(rows(table, request.through(new IndexAccess(index.name())))), where);
                found += expected.size();
            }
        }
        assertTrue(found > 0, "no predicate was satisfied by anything");
    }

    @Test
    void rowsAreThoseOfAScan() {
        try (SegmentFixture fixture = new SegmentFixture(directory)) {
            compare(table(fixture, 40_000), 12);
        }
    }

    @Test
    void aSegmentMayBeSmall() {
        try (SegmentFixture fixture = new SegmentFixture(directory)) {
            compare(table(fixture, 1), 5);
            compare(table(fixture, 1_025), 10);
        }
    }

    @Test
    void aRunIsSortedWithinItsMemory() {
        try (SegmentFixture fixture = new SegmentFixture(directory, 48 << 20, 4 << 20)) {
            compare(table(fixture, 30_000), 2);
        }
    }

    @Test
    void hashesOfABatchAreThoseOfItsValues() {
        List<DataType> types = List.of(
                ScalarType.BOOLEAN,
                ScalarType.SMALLINT,
                ScalarType.BIGINT,
                ScalarType.REAL,
                ScalarType.DOUBLE,
                new DecimalType(38, 0),
                ScalarType.VARCHAR);
        Batch keys = Batch.allocate(types);
        int rows = 300;
        List<List<Value>> values = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            boolean zero = random.nextInt(5) == 0;
            List<Value> all = List.of(
                    Value.of((long) random.nextInt(2)),
                    Value.of((long) random.nextInt(100) - 50),
                    Value.of(random.nextLong()),
                    Value.of(zero ? -0.0 : (double) random.nextFloat()),
                    Value.of(zero ? Double.NaN : random.nextGaussian()),
                    Value.of(new BigInteger(100, random).negate()),
                    Value.of("x".repeat(random.nextInt(20)) + "\u00e9"));
            List<Value> kept = new ArrayList<>();
            for (int c = 0; c < types.size(); c++) {
                kept.add(random.nextInt(6) == 0 ? Value.NULL : all.get(c));
                Cells.set(keys.column(c), row, kept.get(c));
            }
            values.add(kept);
        }
        keys.setRowCount(rows);
        long[] hashes = new long[rows];
        Arrays.fill(hashes, 7);
        IndexKeys.hashes(keys, hashes);
        for (int row = 0; row < rows; row++) {
            assertEquals(IndexKeys.hash(values.get(row)), hashes[row], "seed " + seed + ", row " + row);
        }
    }

    /// Runs that can be read, and are not those of the segment's rows.
    @Test
    void aCheckFindsAWrongRun() {
        try (SegmentFixture fixture = new SegmentFixture(directory)) {
            SegmentFile rows = segment(fixture, 3_000);
            SegmentFile others = segment(fixture, 3_000);
            SegmentFile fewer = segment(fixture, 2_000);
            for (IndexMethod method : IndexMethod.values()) {
                IndexKeys keys = IndexKeys.of(method, SCHEMA, List.of(0, 2));
                assertEquals(List.of(), faults(rows, run(fixture, rows, keys), keys));
                List<Fault> wrong = faults(rows, run(fixture, others, keys), keys);
                assertEquals(1, wrong.size(), wrong.toString());
                assertTrue(wrong.getFirst().toString().contains("others than the rows have"), wrong.toString());
                List<Fault> few = faults(rows, run(fixture, fewer, keys), keys);
                assertTrue(few.toString().contains("3000, one for each row"), few.toString());
            }
            IndexKeys keys = IndexKeys.of(IndexMethod.BTREE, SCHEMA, List.of(0));
            List<List<Value>> two = List.of(row(), row());
            List<List<Value>> entries = List.of(
                    List.of(two.getFirst().getFirst(), Value.of(0L)),
                    List.of(two.getLast().getFirst(), Value.of(1L)));
            SegmentFile inOneOrder = segment(fixture, keys.runSchema(), entries);
            SegmentFile inTheOther = segment(fixture, keys.runSchema(), entries.reversed());
            List<Fault> unsorted = new ArrayList<>(faults(segment(fixture, SCHEMA, two), inOneOrder, keys));
            unsorted.addAll(faults(segment(fixture, SCHEMA, two), inTheOther, keys));
            assertEquals(1, unsorted.size(), unsorted.toString());
            assertTrue(unsorted.toString().contains("an order that does not ascend"), unsorted.toString());
        }
    }

    private static List<Fault> faults(SegmentFile segment, SegmentFile run, IndexKeys keys) {
        List<Fault> faults = new ArrayList<>();
        new IndexRunCheck(segment, run, SCHEMA, keys, () -> false).run(faults);
        return faults;
    }

    private SegmentFile segment(SegmentFixture fixture, int count) {
        List<List<Value>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row());
        }
        return segment(fixture, SCHEMA, rows);
    }

    private static SegmentFile segment(SegmentFixture fixture, TableSchema schema, List<List<Value>> rows) {
        return fixture.open(fixture.write(schema, rows, rows.size()).getFirst());
    }

    @Test
    void entriesAreCountedWithoutReadingRows() {
        try (SegmentFixture fixture = new SegmentFixture(directory)) {
            SegmentTable table = table(fixture, 20_000);
            for (IndexDescription index : table.indexes()) {
                assertEquals(40_000, index.entries());
                assertEquals(2, index.segments());
                assertEquals(3, index.allSegments());
                assertTrue(table.surveyIndex(index.name(), List.of()).isEmpty());
                ColumnPredicate all = new ColumnPredicate.IsNull(index.columns().getFirst(), true);
                boolean ordered = index.method() == IndexMethod.BTREE;
                assertEquals(
                        ordered, table.surveyIndex(index.name(), List.of(all)).isPresent());
            }
            ColumnPredicate few = new ColumnPredicate.Compare(3, Comparison.EQUAL, Value.of(1L));
            IndexSurvey survey = table.surveyIndex("BTREE [3, 1]", List.of(few)).orElseThrow();
            long entries = survey.entries();
            assertEquals(Set.of(0), survey.satisfied());
            assertEquals(4, survey.searches());
            long rows = rows(table, new ScanRequest(List.of(3), List.of(few), List.of()))
                    .size();
            assertTrue(entries > 0 && entries < rows, entries + " entries of two segments, " + rows + " rows of three");
        }
    }

    @Test
    void aLookupReadsFewPages() {
        try (SegmentFixture fixture = new SegmentFixture(directory)) {
            SegmentTable table = table(fixture, 150_000);
            ColumnPredicate one = new ColumnPredicate.Compare(0, Comparison.EQUAL, Value.of(4_711L));
            ScanRequest request = new ScanRequest(List.of(0, 4), List.of(one), List.of());
            try (Scan scan = table.scan(request.through(new IndexAccess("BTREE [0]")))) {
                ScanMetrics metrics = scan.metrics();
                assertTrue(metrics.indexEntries() > 0 && metrics.indexEntries() < 60, metrics.toString());
                assertTrue(metrics.indexPages() > 0 && metrics.indexPages() < 12, metrics.toString());
            }
        }
    }

    @Test
    void aDamagedRunIsNamed() throws IOException {
        try (SegmentFixture fixture = new SegmentFixture(directory)) {
            List<List<Value>> rows = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                rows.add(row());
            }
            SegmentFile segment =
                    fixture.open(fixture.write(SCHEMA, rows, 100_000).getFirst());
            IndexKeys keys = IndexKeys.of(IndexMethod.BTREE, SCHEMA, List.of(0));
            SegmentFile run = run(fixture, segment, keys);
            try (RandomAccessFile file = new RandomAccessFile(run.description().path(), "rw")) {
                for (long at = 64; at < file.length() / 2; at += 500) {
                    file.seek(at);
                    int before = file.read();
                    file.seek(at);
                    file.write(before ^ 1);
                }
            }
            SegmentIndex index = new SegmentIndex("i", keys, List.of(Optional.of(run)));
            SegmentTable table = new SegmentTable("t", SCHEMA, List.of(segment), List.of(index));
            ColumnPredicate one = new ColumnPredicate.Compare(0, Comparison.EQUAL, Value.of(4_711L));
            ScanRequest request = new ScanRequest(List.of(0, 4), List.of(one), List.of());
            CorruptionException damage =
                    assertThrows(CorruptionException.class, () -> rows(table, request.through(new IndexAccess("i"))));
            assertTrue(damage.getMessage().contains(run.description().path()), damage.getMessage());
        }
    }
}
