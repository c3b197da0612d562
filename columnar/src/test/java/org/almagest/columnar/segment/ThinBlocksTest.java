package org.almagest.columnar.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.scan.DynamicPredicate;
import org.almagest.columnar.scan.KeyBits;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows of blocks that the keys of a join leave few of come together: the rows that are asked for, in
/// their order, in batches that depend on nothing but the morsel.
final class ThinBlocksTest {
    private static final int ROWS = 300_000;
    private static final int KEYS = 10_000;

    /// Before this row, where a morsel ends, every row has a key: nobody asks for keys there for long.
    private static final int TURN = 131_072;

    private static final TableSchema SCHEMA = TableSchema.of(List.of(
            ColumnDefinition.of(0, "id", ScalarType.BIGINT),
            ColumnDefinition.of(1, "key", ScalarType.BIGINT),
            ColumnDefinition.of(2, "number", ScalarType.INTEGER),
            ColumnDefinition.of(3, "real", ScalarType.DOUBLE),
            ColumnDefinition.of(4, "flag", ScalarType.VARCHAR),
            ColumnDefinition.of(5, "single", ScalarType.REAL)));

    @TempDir
    Path directory;

    private final long seed = Long.getLong("almagest.seed", 2_611L);
    private final Random random = new Random(seed);

    private List<List<Value>> rows() {
        List<List<Value>> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(List.of(
                    Value.of((long) i),
                    Value.of(i < TURN ? 7L : random.nextInt(KEYS)),
                    Value.of((long) random.nextInt(100)),
                    random.nextInt(9) == 0 ? Value.NULL : Value.of(random.nextDouble()),
                    random.nextInt(9) == 0 ? Value.NULL : Value.of("flag " + random.nextInt(20)),
                    Value.of(random.nextFloat())));
        }
        return rows;
    }

    /// One key in a hundred: 7 and 107 and so on.
    private static ScanRequest request(Arena arena, DynamicPredicate keys, int leastNumber) {
        KeyBits bits = KeyBits.of(arena.allocate(KeyBits.bytes(7, KEYS), 8), 7, KEYS);
        for (long key = 7; key < KEYS; key += 100) {
            bits.addWithin(key);
        }
        keys.tighten(new ColumnPredicate.Keys(1, bits));
        ColumnPredicate number =
                new ColumnPredicate.Compare(2, Comparison.GREATER_OR_EQUAL, Value.of((long) leastNumber));
        return new ScanRequest(List.of(4, 0, 2, 3, 5), List.of(number), List.of(keys));
    }

    private static List<List<Value>> expected(List<List<Value>> rows, int leastNumber) {
        return rows.stream()
                .filter(row -> ((Value.OfLong) row.get(1)).value() % 100 == 7)
                .filter(row -> ((Value.OfLong) row.get(2)).value() >= leastNumber)
                .map(row -> List.of(row.get(4), row.get(0), row.get(2), row.get(3), row.get(5)))
                .toList();
    }

    @Test
    void rowsAreThoseThatPass() {
        List<List<Value>> rows = rows();
        try (SegmentFixture fixture = new SegmentFixture(directory, 512 << 20, 64 << 20);
                Arena arena = Arena.ofShared()) {
            SegmentTable table = fixture.table(SCHEMA, fixture.write(SCHEMA, rows, 400_000));
            for (int least : new int[] {0, 50, 99}) {
                List<List<Value>> found = new ArrayList<>();
                List<Integer> sizes = read(table, request(arena, DynamicPredicate.ofSettled(), least), true, found);
                // Not assertEquals: it would print all rows.
                assertTrue(expected(rows, least).equals(found), "almagest.seed=" + seed + ", from " + least);
                int behind = (ROWS - TURN) / 1024;
                assertTrue(sizes.size() < TURN / 1024 + 20 + behind / 4, sizes.size() + " batches");
            }
        }
    }

    @Test
    void batchesDoNotDependOnWhatElseAReaderHasRead() {
        try (SegmentFixture fixture = new SegmentFixture(directory, 512 << 20, 64 << 20);
                Arena arena = Arena.ofShared()) {
            SegmentTable table = fixture.table(SCHEMA, fixture.write(SCHEMA, rows(), 400_000));
            List<Integer> one = read(table, request(arena, DynamicPredicate.ofSettled(), 0), true, new ArrayList<>());
            List<Integer> several =
                    read(table, request(arena, DynamicPredicate.ofSettled(), 0), false, new ArrayList<>());
            assertEquals(several, one, "almagest.seed=" + seed);
        }
    }

    @Test
    void blocksStayApartWhereAPredicateMayTighten() {
        try (SegmentFixture fixture = new SegmentFixture(directory, 512 << 20, 64 << 20);
                Arena arena = Arena.ofShared()) {
            SegmentTable table = fixture.table(SCHEMA, fixture.write(SCHEMA, rows(), 400_000));
            List<Integer> sizes = read(table, request(arena, new DynamicPredicate(), 0), true, new ArrayList<>());
            assertTrue(sizes.size() > ROWS / 1024 - 10, sizes.size() + " batches");
        }
    }

    /// Reads all morsels by one reader or each by its own, and answers the sizes of the batches.
    private static List<Integer> read(SegmentTable table, ScanRequest request, boolean byOne, List<List<Value>> rows) {
        List<Integer> sizes = new ArrayList<>();
        try (Scan scan = table.scan(request);
                MorselReader shared = scan.reader()) {
            for (Optional<? extends Morsel> next = scan.claim(); next.isPresent(); next = scan.claim()) {
                if (byOne) {
                    readMorsel(shared, next.get(), sizes, rows);
                } else {
                    try (MorselReader own = scan.reader()) {
                        readMorsel(own, next.get(), sizes, rows);
                    }
                }
            }
        }
        return sizes;
    }

    private static void readMorsel(MorselReader reader, Morsel morsel, List<Integer> sizes, List<List<Value>> rows) {
        Batch batch = new Batch(5);
        reader.open(morsel);
        while (reader.next(batch)) {
            sizes.add(batch.size());
            for (int i = 0; i < batch.size(); i++) {
                List<Value> row = new ArrayList<>();
                for (int c = 0; c < 5; c++) {
                    row.add(Cells.get(batch.column(c), batch.row(i)));
                }
                rows.add(row);
            }
        }
    }
}
