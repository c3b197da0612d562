package org.almagest.columnar.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.RandomTable;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A damaged file is refused by name or gives the right rows, never others.
class SegmentCorruptionTest {
    @TempDir
    Path directory;

    private RandomTable table;
    private SegmentDescription made;
    private byte[] good;
    private Path path;

    @BeforeEach
    void write() throws Exception {
        table = new RandomTable(42, 1_500);
        try (SegmentFixture fixture = new SegmentFixture(directory)) {
            made = fixture.write(table.schema(), table.rows(), 5_000).getFirst();
        }
        path = Path.of(made.path());
        good = Files.readAllBytes(path);
    }

    private List<List<Value>> read() {
        try (SegmentFixture fixture = new SegmentFixture(directory)) {
            List<List<Value>> rows = new ArrayList<>();
            List<Integer> columns =
                    IntStream.range(0, table.schema().columnCount()).boxed().toList();
            try (Scan scan = fixture.table(table.schema(), List.of(made)).scan(ScanRequest.of(columns));
                    MorselReader reader = scan.reader()) {
                Batch batch = new Batch(columns.size());
                for (var next = scan.claim(); next.isPresent(); next = scan.claim()) {
                    reader.open(next.get());
                    while (reader.next(batch)) {
                        for (int i = 0; i < batch.size(); i++) {
                            int row = batch.row(i);
                            rows.add(columns.stream()
                                    .map(c -> Cells.get(batch.column(c), row))
                                    .toList());
                        }
                    }
                }
            }
            return rows;
        }
    }

    @Test
    void anyFlippedBitIsFoundOrHarmless() throws Exception {
        long seed = Long.getLong("almagest.seed", 1_510L);
        System.out.println("almagest.seed=" + seed);
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 250; round++) {
            byte[] bad = good.clone();
            int at = round < 130 ? (round < 65 ? round % 64 : bad.length - 1 - round % 64) : random.nextInt(bad.length);
            bad[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(path, bad);
            try {
                assertEquals(table.rows(), read(), "byte " + at);
            } catch (CorruptionException found) {
                assertTrue(found.getMessage().contains(path.toString()), found.getMessage());
                refused++;
            }
        }
        assertTrue(refused > 180, "only " + refused + " were found");
    }

    @Test
    void aCutFileIsRefused() throws Exception {
        for (int keep : new int[] {0, 1, 63, 64, 127, 128, good.length / 2, good.length - 64, good.length - 1}) {
            Files.write(path, java.util.Arrays.copyOf(good, keep));
            CorruptionException found = assertThrows(CorruptionException.class, this::read);
            assertTrue(found.getMessage().contains(path.toString()));
        }
        Files.delete(path);
        assertThrows(CorruptionException.class, this::read);
    }

    @Test
    void aPageNamesItsColumn() throws Exception {
        PageDirectory directory;
        int column;
        try (SegmentFixture fixture = new SegmentFixture(this.directory)) {
            SegmentFooter footer = fixture.open(made).open().footer();
            column = IntStream.range(0, footer.directories().size())
                    .filter(c -> footer.directories().get(c).inline()[0] == 0)
                    .findFirst()
                    .orElseThrow();
            directory = footer.directories().get(column);
        }
        byte[] bad = good.clone();
        bad[(int) directory.offset()[0] + 20] ^= 4;
        Files.write(path, bad);
        CorruptionException found = assertThrows(CorruptionException.class, this::read);
        assertTrue(found.getMessage().contains("column c" + column), found.getMessage());
        assertTrue(found.getMessage().contains("page 0"), found.getMessage());
    }

    @Test
    void pagesThatChangedPlacesAreNotBelieved() throws Exception {
        long[] offsets;
        try (SegmentFixture fixture = new SegmentFixture(directory)) {
            SegmentFooter footer = fixture.open(made).open().footer();
            offsets = footer.directories().stream()
                    .filter(columnPages ->
                            columnPages.inline()[0] == 0 && columnPages.length()[0] >= 2_000)
                    .mapToLong(columnPages -> columnPages.offset()[0])
                    .toArray();
        }
        byte[] mixed = good.clone();
        System.arraycopy(good, (int) offsets[0], mixed, (int) offsets[1], 2_000);
        Files.write(path, mixed);
        assertThrows(CorruptionException.class, this::read);
    }

    @Test
    void aNewerFormatIsRefusedClearly() throws Exception {
        for (int at : new int[] {8, 16}) {
            byte[] newer = good.clone();
            newer[at] |= 2;
            var header = java.lang.foreign.MemorySegment.ofArray(newer);
            header.set(SegmentFormat.I32, 60, SegmentFormat.checksum(header, 60));
            Files.write(path, newer);
            AlmagestException refused = assertThrows(AlmagestException.class, this::read);
            assertEquals(SqlState.FEATURE_NOT_SUPPORTED, refused.state());
        }
    }
}
