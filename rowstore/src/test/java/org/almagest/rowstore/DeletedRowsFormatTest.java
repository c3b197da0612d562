package org.almagest.rowstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.columnar.segment.DeletedRows;
import org.almagest.columnar.segment.SegmentDescription;
import org.almagest.rowstore.delta.RowEncoder;
import org.almagest.rowstore.io.CrashFileSystem;
import org.almagest.rowstore.log.Edit;
import org.almagest.rowstore.log.LogWriter;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.ManifestFormat;
import org.almagest.rowstore.manifest.Retired;
import org.almagest.rowstore.manifest.TableVersion;
import org.junit.jupiter.api.Test;

/// The bytes of a catalog with deleted rows are checked in: they stay readable, and this version writes them.
/// `-Dalmagest.golden=write` writes them anew.
final class DeletedRowsFormatTest {
    private static final String ROOT = "/sky.almagest";
    private static final CheckedInFiles FILES = new CheckedInFiles("format-1/deleted");

    private final MemoryBudget budget = MemoryBudget.root(64 << 20);

    private static SegmentDescription file(String name, long rows) {
        return new SegmentDescription(name, 0x1234_5678_9abc_def0L, rows, 65_536, List.of());
    }

    /// Some rows one by one, a run of them, and so many that a bitmap has them.
    private static DeletedRows many() {
        return DeletedRows.of(IntStream.concat(
                        IntStream.concat(IntStream.of(0, 7, 99), IntStream.range(70_000, 80_000)),
                        IntStream.range(70_000, 100_000).map(i -> 2 * i))
                .toArray());
    }

    private static CatalogVersion catalog(MemoryBudget budget) {
        List<Retired> retired = new ArrayList<>();
        return CatalogVersion.of(0, 1, List.of())
                .apply(
                        1,
                        List.of(
                                new Edit.CreateTable(1, "main", "stars", TestTables.STARS),
                                new Edit.AddSegment(1, file("000001.seg", 200_000)),
                                new Edit.AddSegment(1, file("000002.seg", 500)),
                                new Edit.Rows(1, RowEncoder.encode(TestTables.STARS, TestTables.stars(0, 5)))),
                        budget,
                        retired)
                .apply(
                        2,
                        List.of(
                                new Edit.Deletes(1, "000001.seg", many()),
                                new Edit.DeltaDeletes(1, DeletedRows.of(1, 4))),
                        budget,
                        retired);
    }

    private static Map<String, byte[]> write(MemoryBudget budget) throws IOException {
        CatalogVersion catalog = catalog(budget);
        return CheckedInFiles.written(catalog, log -> {
            log.writeCarriedRows(
                    2,
                    List.of(new LogWriter.CarriedRows(
                            1, new Edit.Rows(1, RowEncoder.encode(TestTables.STARS, TestTables.stars(0, 5))))));
            log.writeCommits(
                    3,
                    List.of(
                            CheckedInFiles.commit(List.of(
                                    new Edit.Deletes(1, "000002.seg", DeletedRows.of(3, 5, 499)),
                                    new Edit.DeltaDeletes(1, DeletedRows.of(0)))),
                            CheckedInFiles.commit(
                                    List.of(new Edit.Deletes(1, "000001.seg", DeletedRows.of(1, 199_999))))));
            log.writeEndOfSession(4);
        });
    }

    @Test
    void thisVersionWritesTheSameBytes() throws IOException {
        FILES.hold(write(budget));
    }

    @Test
    void aManifestHasDeletedRowsUnderARequiredFeature() throws IOException {
        byte[] bytes = FILES.read("manifest-000003");
        assertEquals(2, bytes[13] & 2, "required feature 512");
        CatalogVersion catalog =
                ManifestFormat.read(bytes, "manifest-000003", 3, budget).catalog();
        TableVersion table = catalog.table(1).orElseThrow();
        assertEquals(many(), table.segments().getFirst().deleted());
        assertEquals(DeletedRows.NONE, table.segments().getLast().deleted());
        assertEquals(DeletedRows.of(1, 4), table.delta().deleted());
        Recovery.release(catalog);
    }

    @Test
    void aCatalogWithoutDeletedRowsDoesNotAskForTheFeature() {
        CatalogVersion catalog = CatalogVersion.of(0, 1, List.of())
                .apply(
                        1,
                        List.of(new Edit.CreateTable(1, "main", "stars", TestTables.STARS)),
                        budget,
                        new ArrayList<>());
        byte[] bytes = ManifestFormat.write(new ManifestFormat.Manifest(3, 4, catalog));
        assertEquals(0, bytes[13]);
        Recovery.release(catalog);
    }

    @Test
    void aLogDeletesMore() throws IOException {
        CrashFileSystem files = new CrashFileSystem();
        files.createDirectories(ROOT + "/log");
        files.createDirectories(ROOT + "/data/t000001");
        for (String name : List.of("000001.seg", "000002.seg")) {
            files.create(ROOT + "/data/t000001/" + name).close();
        }
        FILES.put(files, ROOT);
        BufferPool pool = BufferPool.open(budget, 8 << 20);
        try (Database database = Database.open(files, ROOT, OpenMode.WRITE, budget, pool);
                CatalogSnapshot snapshot = database.snapshot()) {
            assertEquals(4, snapshot.lsn());
            TableSnapshot table = snapshot.tables().getFirst();
            assertEquals(many().count() + 2, table.deletedRows(0));
            assertEquals(3, table.deletedRows(1));
            assertEquals(2, table.deltaRows());
            assertEquals(200_502 - many().count() - 5, table.rowCount().orElseThrow());
        }
        pool.close();
    }

    @Test
    void whatIsNoBitmapIsDamage() {
        byte[] bytes = many().toBytes();
        for (int cut : List.of(1, bytes.length / 2, bytes.length - 1)) {
            byte[] some = java.util.Arrays.copyOf(bytes, cut);
            assertThrows(IllegalArgumentException.class, () -> DeletedRows.ofBytes(some), cut + " bytes");
        }
        byte[] longer = java.util.Arrays.copyOf(bytes, bytes.length + 1);
        assertThrows(IllegalArgumentException.class, () -> DeletedRows.ofBytes(longer));
        assertEquals(many(), DeletedRows.ofBytes(bytes));
    }

    @Test
    void aDeletedRowIsOneOfItsSegment() {
        CatalogVersion before = catalog(budget);
        for (Edit wrong : List.of(
                new Edit.Deletes(1, "000002.seg", DeletedRows.of(500)),
                new Edit.Deletes(1, "000001.seg", DeletedRows.of(7)),
                new Edit.Deletes(1, "000009.seg", DeletedRows.of(7)),
                new Edit.DeltaDeletes(1, DeletedRows.of(5)),
                new Edit.DeltaDeletes(1, DeletedRows.of(1)))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> before.apply(3, List.of(wrong), budget, new ArrayList<>()),
                    wrong.toString());
        }
        Recovery.release(before);
    }

    @Test
    void aManifestThatDeletesRowsBeyondASegmentIsRefused() throws IOException {
        byte[] bytes = FILES.read("manifest-000003");
        // The segment says that it has 200,000 rows; make these a hundred.
        byte[] rows = {0x40, 0x0d, 0x03, 0, 0, 0, 0, 0};
        int at = indexOf(bytes, rows);
        assertTrue(at > 0);
        bytes[at] = 100;
        bytes[at + 1] = 0;
        bytes[at + 2] = 0;
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        crc.update(bytes, 0, bytes.length - 4);
        java.nio.ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(bytes.length - 4, (int)
                crc.getValue());
        String message = assertThrows(
                        CorruptionException.class, () -> ManifestFormat.read(bytes, "manifest-000003", 3, budget))
                .getMessage();
        assertTrue(message.contains("the deleted row 199998"), message);
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int at = 0; at + wanted.length <= bytes.length; at++) {
            if (java.util.Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}
