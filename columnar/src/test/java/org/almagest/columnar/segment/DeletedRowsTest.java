package org.almagest.columnar.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.RowTotals;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.Strip;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.PlaceColumn;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sets of deleted rows against plain sets, and scans of a segment without them: by batches, by strips, by totals.
class DeletedRowsTest {
    private static final int ROWS = 150_000;
    private static final TableSchema SCHEMA = TableSchema.of(
            List.of(ColumnDefinition.of(0, "id", ScalarType.BIGINT), ColumnDefinition.of(1, "g", ScalarType.INTEGER)));

    private final long seed = Long.getLong("almagest.seed", 35);

    @TempDir
    Path folder;

    private static DeletedRows of(TreeSet<Integer> rows) {
        return DeletedRows.of(rows.stream().mapToInt(Integer::intValue).toArray());
    }

    private static List<Integer> listed(DeletedRows rows) {
        List<Integer> all = new ArrayList<>();
        rows.forEach(all::add);
        return all;
    }

    private static TreeSet<Integer> some(Random random) {
        TreeSet<Integer> rows = new TreeSet<>();
        for (int runs = random.nextInt(6); runs > 0; runs--) {
            int from = random.nextInt(100_000);
            IntStream.range(from, from + random.nextInt(3_000)).forEach(rows::add);
        }
        for (int singles = random.nextInt(300); singles > 0; singles--) {
            rows.add(random.nextInt(110_000));
        }
        return rows;
    }

    @Test
    void aSetIsASet() {
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            TreeSet<Integer> a = some(random);
            TreeSet<Integer> b = some(random);
            DeletedRows rows = of(a);
            int at = random.nextInt(110_000);
            assertEquals(List.copyOf(a), listed(rows), "seed " + seed);
            assertEquals(List.copyOf(a.headSet(at)), listed(rows.before(at)));
            assertEquals(a.tailSet(at).stream().map(row -> row - at).toList(), listed(rows.from(at)));
            assertEquals(a.stream().map(row -> row + at).toList(), listed(rows.shifted(at)));
            TreeSet<Integer> both = new TreeSet<>(a);
            both.addAll(b);
            assertEquals(List.copyOf(both), listed(rows.plus(of(b))));
            TreeSet<Integer> less = new TreeSet<>(a);
            less.removeAll(b);
            assertEquals(List.copyOf(less), listed(rows.minus(of(b))));
            assertEquals(less.size() < a.size(), rows.intersects(of(b)));
            List<Integer> closed =
                    less.stream().map(row -> row - b.headSet(row).size()).toList();
            assertEquals(closed, listed(of(less).without(of(b))));
            assertEquals(rows, DeletedRows.ofBytes(rows.toBytes()));
            assertEquals(a.subSet(at, at + 1_024).size(), rows.countIn(at, 1_024));
            assertEquals(!a.subSet(at, at + 1_024).isEmpty(), rows.anyIn(at, 1_024));
            clears(rows, a, at, random);
        }
    }

    /// Bytes that say that they have -2^31 containers, and those of bitmaps with some changed, are told of in one way.
    @Test
    void damagedBytesAreNoSet() {
        byte[] negative = {0x3a, 0x30, 0, 0, 0, 0, 0, (byte) 0x80};
        assertThrows(IllegalArgumentException.class, () -> DeletedRows.ofBytes(negative));
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 4_000; i++) {
            byte[] bytes = of(some(random)).toBytes();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                bytes[random.nextInt(Math.min(bytes.length, 24))] = (byte) random.nextInt(256);
            }
            try {
                DeletedRows read = DeletedRows.ofBytes(bytes);
                assertEquals(read.count(), listed(read).size(), "seed " + seed);
            } catch (IllegalArgumentException expected) {
                refused++;
            }
        }
        assertTrue(refused > 1_000, refused + " refused");
    }

    private static void clears(DeletedRows rows, TreeSet<Integer> expected, int at, Random random) {
        long[] mask = new long[16];
        int span = 1 + random.nextInt(1_024);
        int set = 0;
        for (int i = 0; i < span; i++) {
            if (random.nextInt(3) > 0) {
                mask[i >>> 6] |= 1L << i;
                set++;
            }
        }
        long[] before = mask.clone();
        int cleared = rows.clear(at, span, mask);
        int left = 0;
        for (int i = 0; i < span; i++) {
            boolean was = (before[i >>> 6] >>> i & 1) != 0;
            boolean is = (mask[i >>> 6] >>> i & 1) != 0;
            assertEquals(was && !expected.contains(at + i), is);
            left += is ? 1 : 0;
        }
        assertEquals(set - left, cleared);
    }

    @Test
    void scansLeaveThemOut() {
        Random random = new Random(seed);
        try (SegmentFixture fixture = new SegmentFixture(folder)) {
            List<List<Value>> rows = IntStream.range(0, ROWS)
                    .mapToObj(i -> List.of(Value.of((long) i), Value.of((long) (i % 9))))
                    .toList();
            List<SegmentDescription> written = fixture.write(SCHEMA, rows, ROWS);
            assertEquals(1, written.size());
            List<SegmentFile> files = written.stream().map(fixture::open).toList();
            for (int i = 0; i < 8; i++) {
                TreeSet<Integer> gone = i == 0
                        // A page, and a row group but for one row.
                        ? IntStream.concat(IntStream.range(16_384, 32_768), IntStream.range(131_073, ROWS))
                                .boxed()
                                .collect(Collectors.toCollection(TreeSet::new))
                        : some(random);
                check(files, gone, List.of());
                check(files, gone, List.of(new ColumnPredicate.Compare(0, Comparison.LESS, Value.of(60_000L))));
                check(files, gone, List.of(new ColumnPredicate.Compare(1, Comparison.EQUAL, Value.of(4L))));
            }
        }
    }

    private void check(List<SegmentFile> files, TreeSet<Integer> gone, List<ColumnPredicate> predicates) {
        boolean below = predicates.stream().anyMatch(predicate -> predicate.column() == 0);
        boolean equal = predicates.stream().anyMatch(predicate -> predicate.column() == 1);
        List<Long> expected = IntStream.range(0, below ? 60_000 : ROWS)
                .filter(row -> !gone.contains(row) && (!equal || row % 9 == 4))
                .mapToObj(row -> (long) row)
                .toList();
        SegmentTable table = new SegmentTable("t", PlaceColumn.behind(SCHEMA), files, List.of(), List.of(of(gone)));
        assertEquals(ROWS - gone.size(), table.rowCount().orElseThrow());
        assertEquals(expected, batches(table, new ScanRequest(List.of(0, 2), predicates, List.of())), "seed " + seed);
        assertEquals(expected, strips(table, new ScanRequest(List.of(0), predicates, List.of())), "seed " + seed);
        totals(table, new ScanRequest(List.of(0), predicates, List.of(), List.of(), true), expected);
    }

    /// Reads ids, which are places as well.
    private static List<Long> batches(SegmentTable table, ScanRequest request) {
        List<Long> ids = new ArrayList<>();
        try (Scan scan = table.scan(request);
                MorselReader reader = scan.reader()) {
            Batch batch = new Batch(request.columns().size());
            for (var morsel = scan.claim(); morsel.isPresent(); morsel = scan.claim()) {
                reader.open(morsel.get());
                while (reader.next(batch)) {
                    for (int i = 0; i < batch.size(); i++) {
                        Value id = Cells.get(batch.column(0), batch.row(i));
                        if (request.columns().size() == 2) {
                            assertEquals(id, Cells.get(batch.column(1), batch.row(i)));
                        }
                        ids.add(((Value.OfLong) id).value());
                    }
                }
            }
        }
        return ids;
    }

    private static List<Long> strips(SegmentTable table, ScanRequest request) {
        List<Long> ids = new ArrayList<>();
        try (Scan scan = table.scan(request);
                MorselReader reader = scan.reader()) {
            Batch batch = new Batch(1);
            for (var morsel = scan.claim(); morsel.isPresent(); morsel = scan.claim()) {
                reader.open(morsel.get());
                for (var strip = reader.nextStrip(); strip.isPresent(); strip = reader.nextStrip()) {
                    Strip blocks = strip.get();
                    for (int block = 0; block < blocks.blocks(); block++) {
                        blocks.describe(block, batch);
                        assertTrue(blocks.size(block) > 0);
                        batch.setColumn(0, blocks.column(0, block));
                        for (int i = 0; i < batch.size(); i++) {
                            ids.add(((Value.OfLong) Cells.get(batch.column(0), batch.row(i))).value());
                        }
                    }
                }
            }
        }
        return ids;
    }

    /// What zone maps answer and what is read are all rows together.
    private static void totals(SegmentTable table, ScanRequest request, List<Long> expected) {
        List<Long> read = batches(table, request);
        List<RowTotals> totals;
        try (Scan scan = table.scan(request)) {
            totals = scan.totals();
        }
        long answered = totals.stream().mapToLong(RowTotals::rows).sum();
        assertEquals(expected.size(), read.size() + answered);
        assertTrue(expected.containsAll(read.stream().limit(20).toList()));
    }
}
